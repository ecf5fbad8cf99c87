/**
 * A delivery told of a head that its look did not show, nor anything after it: a replica lagged, or the delivery came late. The
 * head is asked for once more, 30 s later; where nothing has moved that is free (304).
 *
 * Kept in memory only: after a restart the sweep asks for every head anyway.
 */
import { GitHubFailure } from "../core/retry/failure.ts";
import { SECOND_LOOK_MS } from "../core/sync/second-look.ts";
import { restingLanes } from "../db/sweep.ts";
import { markDirty } from "../db/units.ts";
import type { LaneDependencies } from "./dependencies.ts";

export class HeadChecks {
  readonly #deps: LaneDependencies;
  readonly #start: (work: () => Promise<void>) => void;
  readonly #waiting = new Map<number, () => void>();

  /** @param start runs a check that is due */
  constructor(deps: LaneDependencies, start: (work: () => Promise<void>) => void) {
    this.#deps = deps;
    this.#start = start;
  }

  /** One check at a time for a lane. */
  checkLater(lane: number): void {
    if (this.#waiting.has(lane)) return;
    const { clock } = this.#deps;
    const cancel = clock.schedule(clock.now() + SECOND_LOOK_MS, () => {
      this.#waiting.delete(lane);
      this.#start(() => this.#check(lane));
    });
    this.#waiting.set(lane, cancel);
  }

  stop(): void {
    for (const cancel of this.#waiting.values()) cancel();
    this.#waiting.clear();
  }

  async #check(id: number): Promise<void> {
    const { store, github, clock, log } = this.#deps;
    const [lane] = await restingLanes(store.read, { after: id - 1, limit: 1, now: clock.now() });
    if (lane?.id !== id || lane.head === null) return;
    try {
      const answer = await github.head(lane.address, lane.branch, lane.head);
      if (answer.kind === "unchanged") return;
      await store.write((tx) => markDirty(tx, [{ unit: "lanes", id, look: true, head: null }], clock.now()));
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      log.warn({ failure: error.failure, lane: id }, "head not checked");
    }
  }
}
