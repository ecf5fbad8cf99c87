/** What a run has to do on its lane's pull request, and how its steps are written down. */
import type { LinkPlan } from "../core/sync/plan.ts";
import { holdsLease } from "../db/lane-claim.ts";
import type { Tx } from "../db/store.ts";
import type { CommitResult } from "./commit-additions.ts";
import type { CommitRun } from "./commit-attempt.ts";
import type { PreparedAddition } from "./prepare-additions.ts";

export interface ProposalWork {
  readonly additions: readonly PreparedAddition[];
  /** Links whose part in the open request is over. */
  readonly withdrawals: readonly LinkPlan[];
}

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
