/** A step of a pull request that GitHub refuses for good, such as a rule against new branches: a person must see it. */
import { GitHubFailure } from "../core/retry/failure.ts";
import { recordRefusal } from "../db/lane-commit.ts";
import { changeProposal, type LaneProposal } from "../db/proposals.ts";
import type { CommitRun } from "./commit-attempt.ts";
import type { ProposalWork } from "./proposal-work.ts";
import { type CommitResult, writeHeld } from "./write-held.ts";

export interface RefusedStep {
  /** What GitHub would not do, as a sentence's beginning. */
  readonly what: string;
  /** GitHub's own words. */
  readonly message: string;
}

/**
 * The links that wait for it say so, and their saves are tried again with whatever comes next on the lane.
 * @throws GitHubFailure where no link waits for it: it is tried again later
 */
export async function refusedRequest(
  run: CommitRun,
  { id, branch }: LaneProposal,
  { additions: links }: Pick<ProposalWork, "additions">,
  { what, message: said }: RefusedStep,
): Promise<CommitResult> {
  if (links.length === 0) throw new GitHubFailure({ kind: "unexpected", status: 422, message: said });
  const { head } = run;
  const at = run.deps.clock.now();
  const message = `GitHub refused to ${what}: ${said.replace(/\.?$/, ".")} Let the App use branches named ${branch}, then sync the link; or choose the mode commit.`;
  return writeHeld(run, async (tx) => {
    await recordRefusal(tx, { write: 0, links, code: "branch_protected", message, head, at });
    await changeProposal(tx, id, { isSure: true });
  });
}
