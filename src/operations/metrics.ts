/**
 * Prometheus metrics. What is counted as it happens is kept in memory and begins at 0 with the process; what is there is counted
 * in the database when somebody reads, and remembered for some seconds, so that many readers cost as much as one.
 */
import { Counter, Histogram, Registry } from "prom-client";
import type { GitHubMeter, MetricsReader, WebhookMeter } from "../core/operations/meter.ts";
import type { Store } from "../db/store.ts";
import { ActivityCounters } from "./activity-counters.ts";
import { BudgetGauges } from "./budget-gauges.ts";
import { addProcessMetrics } from "./process-metrics.ts";
import { StoreGauges } from "./store-gauges.ts";

export interface Metrics extends GitHubMeter, WebhookMeter, MetricsReader {}

export interface MetricsOptions {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Free bytes on the disk of the data folder; null where nobody can say. */
  readonly freeDiskBytes: () => Promise<number | null>;
}

const REMEMBERED_MS = 5000;
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

export function makeMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  addProcessMetrics(registry);
  const budgets = new BudgetGauges(registry, options.now);
  const gauges = new StoreGauges(registry, options);
  const activity = new ActivityCounters(registry, options.store);
  const refresh = remembered(options.now, async () => {
    await activity.catchUp();
    await gauges.measure();
  });
  return {
    ...webhookMeter(registry),
    answered: requestMeter(registry),
    budget: (budget) => budgets.note(budget),
    contentType: registry.contentType,
    async read() {
      await refresh();
      budgets.show();
      return registry.metrics();
    },
  };
}

function webhookMeter(registry: Registry): WebhookMeter {
  const registers = [registry];
  const deliveries = new Counter({
    name: "lockstep_deliveries_total",
    help: "Webhooks answered 2xx: recorded for the first time, or repeated.",
    labelNames: ["outcome"],
    registers,
  });
  const bytes = new Counter({
    name: "lockstep_delivery_bytes_total",
    help: "Bytes of the bodies of webhooks answered 2xx.",
    registers,
  });
  const refusals = new Counter({
    name: "lockstep_deliveries_refused_total",
    help: "Webhooks refused, by the code of the problem.",
    labelNames: ["code"],
    registers,
  });
  for (const outcome of ["recorded", "repeated"]) deliveries.inc({ outcome }, 0);
  return {
    received(outcome, size) {
      deliveries.inc({ outcome });
      bytes.inc(size);
    },
    refused: (code) => refusals.inc({ code }),
  };
}

function requestMeter(registry: Registry): GitHubMeter["answered"] {
  const registers = [registry];
  const requests = new Counter({
    name: "lockstep_github_requests_total",
    help: "Requests to GitHub, by kind and status; `none`: no answer came.",
    labelNames: ["host", "kind", "status"],
    registers,
  });
  const seconds = new Histogram({
    name: "lockstep_github_request_seconds",
    help: "Until GitHub's whole answer was there, or it was clear that none would come.",
    labelNames: ["kind"],
    buckets: SECONDS,
    registers,
  });
  return ({ hostname, kind, status, tookMs }) => {
    requests.inc({ host: hostname, kind, status: status === null ? "none" : String(status) });
    seconds.observe({ kind }, tookMs / 1000);
  };
}

/** Who asks while it is under way waits for it. What fails is not remembered. */
function remembered(now: () => number, work: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  let doneAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const age = now() - doneAt;
    if (age >= 0 && age < REMEMBERED_MS) return;
    underWay ??= work()
      .then(() => {
        doneAt = now();
      })
      .finally(() => {
        underWay = null;
      });
    await underWay;
  };
}
