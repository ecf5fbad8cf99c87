/** What GitHub's answers last said of each installation's rate limits. */
import type { Gauge, Registry } from "prom-client";
import type { RateBudget } from "../core/operations/meter.ts";
import { makeGauge } from "./gauge.ts";

type Labels = "host" | "installation" | "resource";

/** The oldest go first. */
const KEPT = 5000;
const LABELS = ["host", "installation", "resource"] as const;

export class BudgetGauges {
  readonly #now: () => number;
  readonly #budgets = new Map<string, RateBudget>();
  readonly #remaining: Gauge<Labels>;
  readonly #limit: Gauge<Labels>;

  constructor(registry: Registry, now: () => number) {
    this.#now = now;
    this.#remaining = makeGauge(registry, {
      name: "lockstep_github_rate_limit_remaining",
      help: "Left of an installation's rate limit, as GitHub's last answer said; whole again once its time is over.",
      labels: LABELS,
    });
    this.#limit = makeGauge(registry, {
      name: "lockstep_github_rate_limit",
      help: "An installation's rate limit, as GitHub's last answer said.",
      labels: LABELS,
    });
  }

  note(budget: RateBudget): void {
    const key = `${budget.hostname} ${budget.installationId} ${budget.resource}`;
    this.#budgets.delete(key);
    this.#budgets.set(key, budget);
    const [oldest] = this.#budgets.size > KEPT ? this.#budgets.keys() : [];
    if (oldest !== undefined) this.#budgets.delete(oldest);
  }

  show(): void {
    this.#remaining.reset();
    this.#limit.reset();
    for (const {
      hostname: host,
      installationId,
      resource,
      limit,
      remaining,
      resetAt,
    } of this.#budgets.values()) {
      const labels = { host, installation: String(installationId), resource };
      this.#remaining.set(labels, resetAt <= this.#now() ? limit : remaining);
      this.#limit.set(labels, limit);
    }
  }
}
