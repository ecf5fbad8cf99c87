/** What there is, as the database says. */
import type { Gauge, Registry } from "prom-client";
import { ALERT_STATES } from "../core/alerts/model.ts";
import { measureStore, type StoreMeasure } from "../db/measure.ts";
import { makeGauge } from "./gauge.ts";
import type { MetricsOptions } from "./metrics.ts";

interface Gauges {
  readonly lanes: Gauge<"state">;
  readonly oldest: Gauge;
  readonly dirty: Gauge<"unit">;
  readonly links: Gauge<"kind" | "state" | "code">;
  readonly alerts: Gauge<"state">;
  readonly waitingWebhooks: Gauge;
  readonly blocked: Gauge;
  readonly databaseBytes: Gauge;
  readonly freeBytes: Gauge;
}

export class StoreGauges {
  readonly #options: MetricsOptions;
  readonly #gauges: Gauges;

  constructor(registry: Registry, options: MetricsOptions) {
    this.#options = options;
    this.#gauges = makeGauges(registry);
  }

  async measure(): Promise<void> {
    const { store, now, freeDiskBytes } = this.#options;
    const at = now();
    const measured = await measureStore(store.read, at);
    const free = await freeDiskBytes();
    show(this.#gauges, measured, at);
    if (free !== null) this.#gauges.freeBytes.set(free);
  }
}

function show(gauges: Gauges, measured: StoreMeasure, now: number): void {
  for (const [state, count] of Object.entries(measured.lanes)) gauges.lanes.set({ state }, count);
  const since = measured.oldestWaitingSince;
  gauges.oldest.set(since === null ? 0 : Math.max(0, (now - since) / 1000));
  for (const [unit, count] of Object.entries(measured.dirtyUnits)) gauges.dirty.set({ unit }, count);
  // What nobody is in any more is not shown as it last was.
  gauges.links.reset();
  for (const { kind, state, code, count } of measured.links)
    gauges.links.set({ kind, state, code: code ?? "" }, count);
  for (const state of ALERT_STATES) {
    const told = measured.alerts.find((alert) => alert.state === state);
    gauges.alerts.set({ state }, told?.count ?? 0);
  }
  gauges.waitingWebhooks.set(measured.waitingWebhooks);
  gauges.blocked.set(measured.blockedInstallations);
  gauges.databaseBytes.set(measured.databaseBytes);
}

function makeGauges(registry: Registry): Gauges {
  return {
    lanes: makeGauge(registry, {
      name: "lockstep_lanes",
      help: "Branches with links: at rest, running, due (for a free worker), waiting (back-off, pace), blocked (installation or host).",
      labels: ["state"],
    }),
    oldest: makeGauge(registry, {
      name: "lockstep_lane_oldest_waiting_seconds",
      help: "How long the longest-waiting branch has waited; 0: none waits.",
    }),
    dirty: makeGauge(registry, {
      name: "lockstep_dirty_units",
      help: "Branches, repositories and installations to be looked at.",
      labels: ["unit"],
    }),
    links: makeGauge(registry, {
      name: "lockstep_links",
      help: "Links by kind and state, with the code of what keeps them.",
      labels: ["kind", "state", "code"],
    }),
    alerts: makeGauge(registry, {
      name: "lockstep_links_unattended",
      help: "Links that have needed somebody for 15 minutes or longer.",
      labels: ["state"],
    }),
    waitingWebhooks: makeGauge(registry, {
      name: "lockstep_webhooks_waiting",
      help: "Webhooks of this server that no receiver has taken yet.",
    }),
    blocked: makeGauge(registry, {
      name: "lockstep_blocked_installations",
      help: "Installations that wait for a rate limit, or for their host.",
    }),
    databaseBytes: makeGauge(registry, {
      name: "lockstep_database_bytes",
      help: "Size of the database, without its write-ahead log.",
    }),
    freeBytes: makeGauge(registry, {
      name: "lockstep_disk_free_bytes",
      help: "Free on the disk of the data folder.",
    }),
  };
}
