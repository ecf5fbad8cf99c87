/**
 * Carries saves to GitHub by pull request: one rolling branch and one open request a lane.
 *
 * branch    made at the target's head; where the target has moved since, that is merged in, never forced
 * commit    compare-and-swap on the branch's head, one commit a chunk; what is withdrawn gets the target's text back
 * request   opened once, its text written anew only where it changed; closed when nothing is left in it
 *
 * Each step is written down when its answer came, and may have been done without one: a branch that is not `isSure` and a
 * request that `isAsked` are looked for before anything is repeated (look-at-proposals.ts).
 */
import { mergeMessage } from "../core/sync/proposal.ts";
import { holdsLease } from "../db/lane-claim.ts";
import {
  beginProposal,
  changeProposal,
  forgetFiles,
  type LaneProposal,
  type ProposedFile,
} from "../db/proposals.ts";
import type { Tx } from "../db/store.ts";
import type { CommitRun } from "./commit-attempt.ts";
import type { ProposalWork } from "./proposal-work.ts";
import { commitProposed } from "./propose-commit.ts";
import { refusedRequest } from "./refused-request.ts";
import { takesTextsBack } from "./restored-texts.ts";
import { closeRequest, isTextCurrent, openOrUpdateRequest } from "./propose-request.ts";
import { type CommitResult, writeHeld } from "./write-held.ts";

export async function propose(run: CommitRun, work: ProposalWork): Promise<CommitResult> {
  const open = run.lane.proposals.findLast(({ state }) => state === "open") ?? null;
  if (run.head === null || !run.lane.installation.mayPropose) return "done";
  if (open === null) return work.additions.length === 0 ? "done" : begin(run, work);
  if (isAllWithdrawn(open, work)) return withdrawAll(run, open);
  return (await isNothingLeftToDo(run, open, work)) ? "done" : goOn(run, open, work);
}

async function goOn(run: CommitRun, proposal: LaneProposal, work: ProposalWork): Promise<CommitResult> {
  const ready = await makeBranchReady(run, proposal, work);
  if (typeof ready === "string") return ready;
  const committed = await commitProposed(run, ready, work);
  return committed === "done" ? openOrUpdateRequest(run, ready.id, work) : committed;
}

function isAllWithdrawn({ files }: LaneProposal, { additions, withdrawals }: ProposalWork): boolean {
  if (additions.length > 0) return false;
  const over = new Set(withdrawals.map(({ link }) => link.id));
  return files.every(({ link }) => link === null || over.has(link));
}

async function isNothingLeftToDo(run: CommitRun, open: LaneProposal, work: ProposalWork): Promise<boolean> {
  if (work.additions.length > 0 || work.withdrawals.length > 0) return false;
  return open.number !== null && !open.files.some(isOrphan) && (await isTextCurrent(run, open));
}

function isOrphan({ link }: ProposedFile): boolean {
  return link === null;
}

/** Nothing is left: the request is closed by us, which declines nothing. */
async function withdrawAll(run: CommitRun, open: LaneProposal): Promise<CommitResult> {
  if (open.number !== null) await closeRequest(run, open.number);
  return writeHeld(run, (tx) => giveUp(tx, open));
}

async function giveUp(tx: Tx, { id }: LaneProposal): Promise<void> {
  await forgetFiles(tx, id);
  await changeProposal(tx, id, { state: "closed", isSure: true });
}

async function begin(run: CommitRun, work: ProposalWork): Promise<CommitResult> {
  const { lane, head, lease, deps } = run;
  if (head === null) return "done";
  const wish = { lane: lane.id, target: lane.branch, base: head, at: deps.clock.now() };
  const begun = await deps.store.write(async (tx) =>
    (await holdsLease(tx, lease)) ? beginProposal(tx, wish) : null,
  );
  return begun === null ? "lost" : goOn(run, begun, work);
}

/** The branch as it can be committed to, or what the run is to do instead. */
async function makeBranchReady(
  run: CommitRun,
  proposal: LaneProposal,
  work: ProposalWork,
): Promise<LaneProposal | CommitResult> {
  if (proposal.head === null) return makeBranch(run, proposal, work);
  const isBehind = proposal.base !== run.head;
  const commits = work.additions.length > 0 || takesTextsBack(proposal, work.withdrawals);
  return isBehind && commits ? mergeTarget(run, proposal, work) : proposal;
}

async function makeBranch(
  run: CommitRun,
  proposal: LaneProposal,
  work: ProposalWork,
): Promise<LaneProposal | CommitResult> {
  const { deps, lane, head } = run;
  if (head === null) return "done";
  const begun = await writeHeld(run, (tx) => changeProposal(tx, proposal.id, { base: head, isSure: false }));
  if (begun !== "done") return begun;
  const made = await deps.github.createBranch(lane.repository.address, proposal.branch, head);
  switch (made.kind) {
    case "made": {
      const { refId } = made.branch;
      const change = { head, refId, isSure: true, isOursAlone: true } as const;
      const written = await writeHeld(run, (tx) => changeProposal(tx, proposal.id, change));
      return written === "done" ? { ...proposal, base: head, ...change } : written;
    }
    case "exists":
      // Somebody's branch of this name: left alone, the next name is tried.
      return again(run, proposal);
    case "refused":
      return refusedRequest(run, proposal, work, { what: "make the branch", message: made.message });
  }
}

/** Everything that the branch lacks of the target comes in; where git cannot put both together, a new branch begins there. */
async function mergeTarget(
  run: CommitRun,
  proposal: LaneProposal,
  work: ProposalWork,
): Promise<LaneProposal | CommitResult> {
  const { deps, lane, head } = run;
  if (head === null) return "done";
  const begun = await writeHeld(run, (tx) =>
    changeProposal(tx, proposal.id, { isSure: false, isOursAlone: false }),
  );
  if (begun !== "done") return begun;
  const message = mergeMessage(lane.branch, proposal.branch);
  const outcome = await deps.github.mergeBranch(lane.repository.address, {
    into: proposal.branch,
    from: head,
    message,
  });
  switch (outcome.kind) {
    case "merged":
      return writeHeld(run, (tx) => changeProposal(tx, proposal.id, { base: head }), "again");
    case "up-to-date": {
      const written = await writeHeld(run, (tx) =>
        changeProposal(tx, proposal.id, { base: head, isSure: true }),
      );
      const bases = [head, ...proposal.bases];
      return written === "done" ? { ...proposal, base: head, bases, isOursAlone: false } : written;
    }
    case "clash":
      if (proposal.number !== null) await closeRequest(run, proposal.number);
      return again(run, proposal);
    case "not-found":
      return "again";
    case "refused":
      return refusedRequest(run, proposal, work, { what: "merge the target in", message: outcome.message });
  }
}

function again(run: CommitRun, proposal: LaneProposal): Promise<CommitResult> {
  return writeHeld(run, (tx) => giveUp(tx, proposal), "again");
}
