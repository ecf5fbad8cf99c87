/** What a run of a lane writes between its requests holds only while it has the lane. */
import { holdsLease } from "../db/lane-claim.ts";
import type { Tx } from "../db/store.ts";
import type { CommitRun } from "./commit-attempt.ts";

/**
 * `done`: nothing is left to do. `again`: more is to be done, from a new look: the empty repository has its first file now, say.
 * `stale`: the head moved. Both want a look at once. `unanswered`: the write is to be settled. `lost`: somebody else has the lane.
 */
export type CommitResult = "done" | "stale" | "again" | "unanswered" | "lost";

/** Writes where the claim is still held; then the run's result so far is `result`. */
export async function writeHeld(
  run: CommitRun,
  work: (tx: Tx) => Promise<void>,
  result: CommitResult = "done",
): Promise<CommitResult> {
  return run.deps.store.write(async (tx) => {
    if (!(await holdsLease(tx, run.lease))) return "lost";
    await work(tx);
    return result;
  });
}
