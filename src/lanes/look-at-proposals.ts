/**
 * Looks at a lane's pull requests: what became of them, and what their branches hold. What is seen is written down at once,
 * before anything is decided; a write whose answer was lost is settled by it, for what we sent is then there, or is not.
 */
import { GitHubFailure } from "../core/retry/failure.ts";
import type { PullRequest } from "../core/sync/proposal-port.ts";
import { recordActivity } from "../db/activity.ts";
import { keepBlob } from "../db/blobs.ts";
import { holdsLease, type Lease } from "../db/lane-claim.ts";
import { type LoadedLane, loadLane } from "../db/lane-load.ts";
import {
  changeProposal,
  forgetFiles,
  forgetFilesById,
  hearTold,
  type LaneProposal,
  type ProposalChange,
  recordProposed,
  recordSeenFiles,
  UNSUSPECTED,
} from "../db/proposals.ts";
import type { Tx } from "../db/store.ts";
import { markDirty } from "../db/units.ts";
import type { LaneDependencies } from "./dependencies.ts";
import { NOTHING_SEEN, type ProposalSight, seeRollingBranch } from "./see-rolling-branch.ts";

export interface ProposalsLooked {
  /** Loaded anew where something was written. */
  readonly lane: LoadedLane;
  /** The target has something new, or soon will. */
  readonly hasMerged: boolean;
  /** A branch may have been shown as it was before: the lane runs again then, and does nothing until. */
  readonly doubtedUntil: number | null;
}

/** Null where the claim was lost. @param isLooking the target is looked at as well */
export async function lookAtProposals(
  deps: LaneDependencies,
  {
    lane,
    lease,
    isLooking,
  }: { readonly lane: LoadedLane; readonly lease: Lease; readonly isLooking: boolean },
): Promise<ProposalsLooked | null> {
  const wanted = lane.proposals.filter(
    (proposal) => isLooking || proposal.told !== null || isUnsettled(proposal),
  );
  if (wanted.length === 0) return { lane, hasMerged: false, doubtedUntil: null };
  const sights: ProposalSight[] = [];
  for (const proposal of wanted) {
    const sight = await seeProposal(deps, lane, proposal);
    sights.push(sight);
    const isWritten = await deps.store.write(async (tx) => {
      if (!(await holdsLease(tx, lease))) return false;
      await applySight(tx, { lane, proposal, sight, at: deps.clock.now() });
      return true;
    });
    if (!isWritten) return null;
  }
  return {
    lane: await loadAgain(
      deps,
      lane,
      sights.some(({ isHidden }) => isHidden),
    ),
    hasMerged: sights.some(
      ({ change }, index) => change.state === "merged" && wanted[index]?.state !== "merged",
    ),
    doubtedUntil: sights.find(({ doubtedUntil }) => doubtedUntil !== null)?.doubtedUntil ?? null,
  };
}

/** @param isHidden requests are not to be seen, so nothing is proposed, whatever was granted when the installation was last read */
async function loadAgain(deps: LaneDependencies, lane: LoadedLane, isHidden: boolean): Promise<LoadedLane> {
  const { dirty, look, lookHead } = lane;
  return deps.store.write(async (tx) => {
    const loaded = await loadLane(tx.query, lane.id);
    const { id, state, mayPropose } = loaded.installation;
    if (isHidden && mayPropose) await markDirty(tx, [{ unit: "installations", id }], deps.clock.now());
    const installation = { id, state, mayPropose: mayPropose && !isHidden };
    // What was marked since has not been looked at: it stays to be done.
    return { ...loaded, dirty, look, lookHead, installation };
  });
}

/** A write to its branch has left, and nobody knows what became of it; or what was seen is to be seen again. */
function isUnsettled({ state, isSure, suspectUntil }: LaneProposal): boolean {
  return state === "open" && (!isSure || suspectUntil !== null);
}

const OVER = { state: "closed", isSure: true } as const;

async function seeProposal(
  deps: LaneDependencies,
  lane: LoadedLane,
  proposal: LaneProposal,
): Promise<ProposalSight> {
  const request = await readRequest(deps, lane, proposal);
  if (request === "unreadable") return { ...NOTHING_SEEN, change: {}, isHidden: true };
  if (request === "gone") return { ...NOTHING_SEEN, change: OVER };
  const known: ProposalChange =
    request === null ? {} : { number: request.number, url: request.url, state: request.state };
  if (request !== null && request.state !== "open") {
    const isGivenUp = await isTooLate(deps, lane, { proposal, request });
    return { ...NOTHING_SEEN, change: { ...known, isSure: true }, isGivenUp };
  }
  if (request !== null && request.head === proposal.head && proposal.isSure)
    return { ...NOTHING_SEEN, change: { ...known, ...UNSUSPECTED } };
  const seen = await seeRollingBranch(deps, lane, proposal);
  return { ...seen, change: { ...known, ...seen.change } };
}

/** The request was over before our last commit came to its branch: nobody has merged or declined what that carried. */
async function isTooLate(
  { github }: LaneDependencies,
  { repository }: LoadedLane,
  { proposal, request }: { readonly proposal: LaneProposal; readonly request: PullRequest },
): Promise<boolean> {
  const { head } = proposal;
  if (head === null || head === request.head) return false;
  return (await github.firstCommitAfter(repository.address, head, request.head)) === null;
}

/** Null: not opened yet, as far as anybody knows. */
async function readRequest(
  { github }: LaneDependencies,
  { repository, branch }: LoadedLane,
  proposal: LaneProposal,
): Promise<PullRequest | null | "gone" | "unreadable"> {
  try {
    if (proposal.number !== null)
      return (await github.pullRequest(repository.address, proposal.number)) ?? "gone";
    if (!proposal.isAsked) return null;
    return await github.findPullRequest(repository.address, { head: proposal.branch, target: branch });
  } catch (error) {
    // The lane's files are none the worse for it; what needs the permission says so.
    if (error instanceof GitHubFailure && error.failure.kind === "permission_missing") return "unreadable";
    throw error;
  }
}

async function applySight(
  tx: Tx,
  {
    lane,
    proposal,
    sight,
    at,
  }: {
    readonly lane: LoadedLane;
    readonly proposal: LaneProposal;
    readonly sight: ProposalSight;
    readonly at: number;
  },
): Promise<void> {
  const { change } = sight;
  for (const text of sight.texts) await keepBlob(tx, lane.workspaceId, text);
  if (sight.isGivenUp) await forgetFiles(tx, proposal.id);
  await forgetFilesById(tx, sight.outdated);
  await recordSeenFiles(tx, sight.files);
  for (const { link, store, remote } of sight.landed) {
    const { generation, path } = link;
    const base = link.remote ?? "absent";
    await recordProposed(tx, proposal.id, { link: link.id, generation, path, store, remote, base });
  }
  if (sight.doubtedUntil === null) await hearTold(tx, proposal.id, proposal.told);
  if (Object.keys(change).length > 0) await changeProposal(tx, proposal.id, change);
  if (change.state === undefined || change.state === proposal.state) return;
  await recordActivity(tx, {
    workspaceId: lane.workspaceId,
    at,
    type: "proposal.state",
    repository: lane.repository.id,
    data: {
      number: change.number ?? proposal.number,
      url: change.url ?? proposal.url,
      state: change.state,
      branch: lane.branch,
      repository: lane.repository.id,
    },
  });
}
