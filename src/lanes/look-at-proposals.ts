/**
 * Looks at a lane's pull requests: what became of them, and what their branches hold. What is seen is written down at once,
 * before anything is decided; a write whose answer was lost is settled by it, for what we sent is then there, or is not.
 */
import type { BlobId } from "../core/git/object-id.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import type { Observation, ObservedFile } from "../core/sync/github-port.ts";
import type { PullRequest } from "../core/sync/proposal-port.ts";
import type { LaneLink } from "../core/sync/plan.ts";
import { isUnproposed, mergeMessage } from "../core/sync/proposal.ts";
import { recordActivity } from "../db/activity.ts";
import { keepBlob, type PackedBlob } from "../db/blobs.ts";
import { holdsLease, type Lease } from "../db/lane-claim.ts";
import { type LoadedLane, loadLane } from "../db/lane-load.ts";
import {
  changeProposal,
  forgetFiles,
  forgetFilesById,
  hearTold,
  type LaneProposal,
  type ProposalChange,
  type ProposedFile,
  recordProposed,
  recordSeenFiles,
  type SeenFile,
} from "../db/proposals.ts";
import type { Tx } from "../db/store.ts";
import type { LaneDependencies } from "./dependencies.ts";
import { textsOnBranch } from "./texts-on-branch.ts";

export interface ProposalsLooked {
  /** Loaded anew where something was written. */
  readonly lane: LoadedLane;
  /** The target has something new, or soon will. */
  readonly hasMerged: boolean;
}

type Found = Extract<Observation, { kind: "found" }>;

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
  if (wanted.length === 0) return { lane, hasMerged: false };
  let hasMerged = false;
  for (const proposal of wanted) {
    const sight = await seeProposal(deps, lane, proposal);
    hasMerged ||= sight.change.state === "merged" && proposal.state !== "merged";
    const isWritten = await deps.store.write(async (tx) => {
      if (!(await holdsLease(tx, lease))) return false;
      await applySight(tx, { lane, proposal, sight, at: deps.clock.now() });
      return true;
    });
    if (!isWritten) return null;
  }
  const { dirty, look, lookHead } = lane;
  const loaded = await deps.store.write((tx) => loadLane(tx.query, lane.id));
  // What was marked since has not been looked at: it stays to be done.
  return { lane: { ...loaded, dirty, look, lookHead }, hasMerged };
}

/** A write to its branch has left, and nobody knows what became of it. */
function isUnsettled({ state, isSure }: LaneProposal): boolean {
  return state === "open" && !isSure;
}

interface ProposalSight {
  readonly change: ProposalChange;
  readonly files: readonly SeenFile[];
  /** Ours, though the answer was lost. */
  readonly landed: readonly { readonly link: LaneLink; readonly store: BlobId; readonly remote: BlobId }[];
  readonly texts: readonly PackedBlob[];
  /** Of its files: those of others that are no longer as they were seen. */
  readonly outdated: readonly number[];
  /** What it held was never proposed to anybody. */
  readonly isGivenUp: boolean;
}

const OVER = { state: "closed", isSure: true } as const;
const NOTHING_SEEN = { files: [], landed: [], texts: [], outdated: [], isGivenUp: false } as const;

async function seeProposal(
  deps: LaneDependencies,
  lane: LoadedLane,
  proposal: LaneProposal,
): Promise<ProposalSight> {
  const request = await readRequest(deps, lane, proposal);
  if (request === "unreadable") return { ...NOTHING_SEEN, change: {} };
  if (request === "gone") return { ...NOTHING_SEEN, change: OVER };
  const known: ProposalChange =
    request === null ? {} : { number: request.number, url: request.url, state: request.state };
  if (request !== null && request.state !== "open") {
    const isGivenUp = await isTooLate(deps, lane, { proposal, request });
    return { ...NOTHING_SEEN, change: { ...known, isSure: true }, isGivenUp };
  }
  if (request !== null && request.head === proposal.head && proposal.isSure)
    return { ...NOTHING_SEEN, change: { ...known } };
  const seen = await seeBranch(deps, lane, proposal);
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

async function seeBranch(
  deps: LaneDependencies,
  lane: LoadedLane,
  proposal: LaneProposal,
): Promise<ProposalSight> {
  const paths = new Set([...lane.links.map(({ path }) => path), ...proposal.files.map(({ path }) => path)]);
  const { address } = lane.repository;
  const observation = await deps.github.observe({
    repository: address,
    branch: proposal.branch,
    paths: [...paths],
    newPaths: [],
  });
  if (observation.kind !== "found") return withoutBranch(proposal, observation);
  const { head, refId } = observation;
  const isKnown = head === proposal.head || head === proposal.base;
  const change = { head, refId, isSure: true, ...(!isKnown && { isOursAlone: false }) } as const;
  const landed = landedIn(lane, proposal, observation);
  const isOurs =
    proposal.head !== null ||
    proposal.files.length > 0 ||
    landed.length > 0 ||
    observation.head === proposal.base;
  if (!isOurs) return { ...NOTHING_SEEN, change: { state: "closed", isSure: true }, isGivenUp: true };
  const seen = await readSeen(deps, lane, { proposal, observation });
  return { ...seen, change, landed, isGivenUp: false };
}

/** A branch that is gone before its request was opened is made once more; after that, GitHub closes the request. */
function withoutBranch(proposal: LaneProposal, observation: Observation): ProposalSight {
  const isGone =
    observation.kind === "empty-repository" ||
    (observation.kind === "refused" && observation.code === "branch_not_found");
  if (!isGone) return { ...NOTHING_SEEN, change: {} };
  const change = { head: null, refId: null, isSure: true } as const;
  if (proposal.number === null) return { ...NOTHING_SEEN, change, isGivenUp: true };
  return { ...NOTHING_SEEN, change: { ...change, state: "closed" } };
}

/** Links whose text on the branch is one that we tried to commit there. */
function landedIn(lane: LoadedLane, proposal: LaneProposal, observation: Found): ProposalSight["landed"] {
  // What others put back on a branch that is known is theirs, though we wrote it once.
  if (proposal.isSure) return [];
  return lane.links.flatMap((link) => {
    const file = observation.files.get(link.path);
    if (file?.kind !== "blob" || file.blob === link.remote) return [];
    const known = proposal.files.find((it) => it.link === link.id && it.generation === link.generation);
    if (known?.remote === file.blob) return [];
    const own = link.own.findLast((pair) => pair.remote === file.blob);
    return own === undefined ? [] : [{ link, store: own.store, remote: own.remote }];
  });
}

/** What others have committed is kept before anybody is told of it. */
async function readSeen(
  deps: LaneDependencies,
  lane: LoadedLane,
  { proposal, observation }: { readonly proposal: LaneProposal; readonly observation: Found },
): Promise<Pick<ProposalSight, "files" | "texts" | "outdated">> {
  const files: SeenFile[] = [];
  const others = proposal.files.filter(isUnproposed);
  const outdated = others
    .filter((file) => !isStill(file, observation.files.get(file.path)))
    .map(({ id }) => id);
  const texts: PackedBlob[] = [];
  const isOwnMerge = isMergeOfOurs(lane, proposal, observation);
  for (const file of proposal.files.filter((it) => !isUnproposed(it))) {
    const seen = observation.files.get(file.path);
    const known = { id: file.id, isMergedIn: isMergedIn(file, seen, isOwnMerge) ? 1 : 0 } as const;
    if (seen?.kind === "absent") files.push({ ...known, seen: "absent", seenCanonical: null });
    if (seen?.kind !== "blob") continue;
    const isOurs = seen.blob === file.remote;
    const kept = isOurs ? [] : await textsOnBranch(deps, lane, { link: file.link, seen });
    if (kept === null) continue;
    texts.push(...kept);
    const seenCanonical = kept.at(-1)?.blob ?? file.store;
    files.push({ ...known, seen: seen.blob, seenCanonical });
  }
  return { files, texts, outdated };
}

/** Nobody's text of ours is compared with it: once it has changed, the link's next commit looks for itself. */
function isStill(file: ProposedFile, seen: ObservedFile | undefined): boolean {
  if (seen === undefined || seen.kind === "unknown") return true;
  return file.seen === (seen.kind === "blob" ? seen.blob : "absent");
}

/** Merging knows no compare-and-swap: what others had committed meanwhile is under our merge, and theirs. */
function isMergeOfOurs(lane: LoadedLane, proposal: LaneProposal, { commit, parents }: Found): boolean {
  if (proposal.isSure || parents[0] !== proposal.head) return false;
  return commit.message.trim() === mergeMessage(lane.branch, proposal.branch);
}

/** A text that git made of both stays that until somebody changes it. */
function isMergedIn(file: ProposedFile, seen: ObservedFile | undefined, isOwnMerge: boolean): boolean {
  const wasOurs = file.seen === file.remote || file.isMergedIn === 1;
  if (isOwnMerge && wasOurs) return true;
  return file.isMergedIn === 1 && seen?.kind === "blob" && seen.blob === file.seen;
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
  await hearTold(tx, proposal.id, proposal.told);
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
