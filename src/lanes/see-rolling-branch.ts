/**
 * What a rolling branch holds now: its head, what others have made of the files that were proposed, and what became of a write
 * of ours whose answer was lost.
 */
import type { BlobId } from "../core/git/object-id.ts";
import type { Observation, ObservedFile } from "../core/sync/github-port.ts";
import type { LaneLink } from "../core/sync/plan.ts";
import { isTakeBackMessage, isUnproposed, mergeMessage } from "../core/sync/proposal.ts";
import { type HeadHistory, SECOND_LOOK_MS, secondLookAt } from "../core/sync/second-look.ts";
import type { PackedBlob } from "../db/blobs.ts";
import type { LoadedLane } from "../db/lane-load.ts";
import {
  type LaneProposal,
  type ProposalChange,
  type ProposedFile,
  type SeenFile,
  UNSUSPECTED,
} from "../db/proposals.ts";
import type { LaneDependencies } from "./dependencies.ts";
import { textsOnBranch } from "./texts-on-branch.ts";

type Found = Extract<Observation, { kind: "found" }>;

export interface ProposalSight {
  readonly change: ProposalChange;
  readonly files: readonly SeenFile[];
  /** Ours, though the answer was lost. */
  readonly landed: readonly { readonly link: LaneLink; readonly store: BlobId; readonly remote: BlobId }[];
  readonly texts: readonly PackedBlob[];
  /** Of its files: those of others that are no longer as they were seen. */
  readonly outdated: readonly number[];
  /** What it held was never proposed to anybody. */
  readonly isGivenUp: boolean;
  /** The installation may not see requests. */
  readonly isHidden: boolean;
  /** What was seen may be what the branch has left: nothing is done before it is seen again then. */
  readonly doubtedUntil: number | null;
}

export const NOTHING_SEEN = {
  files: [],
  landed: [],
  texts: [],
  outdated: [],
  isGivenUp: false,
  isHidden: false,
  doubtedUntil: null,
} as const;

export async function seeRollingBranch(
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
  const doubtedUntil = secondLookAt(historyOf(proposal), observation, deps.clock.now());
  if (doubtedUntil !== null) {
    const change = { suspectHead: observation.head, suspectUntil: doubtedUntil };
    return { ...NOTHING_SEEN, change, doubtedUntil };
  }
  const change = { ...headSeen(proposal, observation), ...settled(proposal, observation, deps.clock.now()) };
  const landed = landedIn(lane, proposal, observation);
  const isOurs =
    proposal.head !== null ||
    proposal.files.length > 0 ||
    landed.length > 0 ||
    observation.head === proposal.base;
  if (!isOurs) return { ...NOTHING_SEEN, change: { state: "closed", isSure: true }, isGivenUp: true };
  const seen = await readSeen(deps, lane, { proposal, observation });
  return { ...NOTHING_SEEN, ...seen, change, landed };
}

/** As with the lane's own branch: another head than the last is believed where it is built on that, or is seen a second time. */
function historyOf({ head, suspectHead, suspectUntil }: LaneProposal): HeadHistory {
  return { lastHead: head, suspectHead, suspectUntil, leftHeads: [], moves: [] };
}

function headSeen({ head: last, base }: LaneProposal, { head, refId }: Found): ProposalChange {
  return { head, refId, ...(head !== last && head !== base && { isOursAlone: false }) };
}

/** A write without an answer is not seen at once by every replica: where nothing has moved, only a second look is sure of it. */
function settled(proposal: LaneProposal, { head }: Found, now: number): ProposalChange {
  const { suspectHead, suspectUntil } = proposal;
  if (proposal.isSure || head !== proposal.head) return SETTLED;
  if (suspectHead !== head || suspectUntil === null)
    return { suspectHead: head, suspectUntil: now + SECOND_LOOK_MS };
  return now >= suspectUntil ? SETTLED : {};
}

const SETTLED = { isSure: true, ...UNSUSPECTED } as const;

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
  const isOwnTakeBack = isTakeBackOfOurs(proposal, observation);
  const outdated = proposal.files
    .filter((file) => isUnproposed(file) || isOwnTakeBack)
    .filter((file) => !isStill(file, observation.files.get(file.path)))
    .map(({ id }) => id);
  const texts: PackedBlob[] = [];
  const isOwnMerge = isMergeOfOurs(lane, proposal, observation);
  for (const file of proposal.files.filter((it) => !isUnproposed(it) && !outdated.includes(it.id))) {
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

/** What has changed by it is taken out of the request. */
function isTakeBackOfOurs({ isSure, head }: LaneProposal, { commit, parents }: Found): boolean {
  return !isSure && parents[0] === head && isTakeBackMessage(commit.message);
}

/** A text that git made of both stays that until somebody changes it. */
function isMergedIn(file: ProposedFile, seen: ObservedFile | undefined, isOwnMerge: boolean): boolean {
  const wasOurs = file.seen === file.remote || file.isMergedIn === 1;
  if (isOwnMerge && wasOurs) return true;
  return file.isMergedIn === 1 && seen?.kind === "blob" && seen.blob === file.seen;
}
