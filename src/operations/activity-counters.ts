/**
 * Counts what happened from the record of what happened: rows of the activity that were added since the last look. So nothing
 * is counted that was not committed, and the engine knows nothing of metrics.
 */
import { Counter, type Registry } from "prom-client";
import { activityIds } from "../db/activity-list.ts";
import { type ActivityCount, countActivity } from "../db/measure.ts";
import type { Store } from "../db/store.ts";

/** Rows that one read goes through at most, so that nothing waits long for it. */
const COUNTED_AT_ONCE = 2000;

export class ActivityCounters {
  readonly #store: Store;
  readonly #counters: Counters;
  /** The last row counted; what was there at the start is of an earlier process. */
  #last: Promise<number>;

  constructor(registry: Registry, store: Store) {
    this.#store = store;
    this.#counters = makeCounters(registry);
    this.#last = activityIds(store.read).then(({ last }) => last);
    // Whoever reads the metrics is told.
    this.#last.catch(() => undefined);
  }

  async catchUp(): Promise<void> {
    for (let isMore = true; isMore;) {
      const after = await this.#last;
      const some = await countActivity(this.#store.read, { after, limit: COUNTED_AT_ONCE });
      for (const row of some.counts) count(this.#counters, row);
      this.#last = Promise.resolve(some.last);
      ({ isMore } = some);
    }
  }
}

interface Counters {
  readonly commits: Counter;
  readonly revisions: Counter<"origin">;
  readonly conflicts: Counter;
  readonly errors: Counter<"code">;
}

function count(counters: Counters, row: ActivityCount): void {
  if (row.type === "commit.made") counters.commits.inc(row.count);
  if (row.type === "revision.added") counters.revisions.inc({ origin: row.origin ?? "" }, row.count);
  if (row.type !== "link.state") return;
  if (row.state === "conflict") counters.conflicts.inc(row.count);
  if (row.state === "error") counters.errors.inc({ code: row.code ?? "" }, row.count);
}

function makeCounters(registry: Registry): Counters {
  const registers = [registry];
  return {
    commits: new Counter({ name: "lockstep_commits_total", help: "Commits made on GitHub.", registers }),
    revisions: new Counter({
      name: "lockstep_revisions_total",
      help: "Revisions added, by where the text came from.",
      labelNames: ["origin"],
      registers,
    }),
    conflicts: new Counter({
      name: "lockstep_conflicts_total",
      help: "Links that came to be in conflict.",
      registers,
    }),
    errors: new Counter({
      name: "lockstep_link_errors_total",
      help: "Links that came to be in error, by code.",
      labelNames: ["code"],
      registers,
    }),
  };
}
