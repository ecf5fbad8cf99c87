/**
 * Saves that go by pull request: one rolling branch and one open request a lane. What a link has proposed is a pair like an
 * agreed one, and stands until the request is merged or closed, or the link has nothing more to propose.
 */
import { type BlobId, parseBlobId } from "../git/object-id.ts";
import type { LinkMode } from "./model.ts";

export type ProposalState = "open" | "merged" | "closed";

/** What `decide` knows of a request. */
export interface Proposed {
  readonly store: BlobId;
  readonly remote: BlobId;
  readonly state: ProposalState;
}

export interface LinkProposal extends Proposed {
  /** The lane's proposal that carries it. */
  readonly proposal: number;
  /** The request's number; null before it is opened. */
  readonly number: number | null;
  /** What the target branch held when this was proposed. */
  readonly base: BlobId | "absent";
  /** What the rolling branch holds now: differs from `remote` where somebody else has committed there. */
  readonly seen: BlobId | "absent";
  /** `seen` came of merging the target in: git's doing, and nobody's edit. */
  readonly isMergedIn: boolean;
}

/** How a save gets to GitHub. */
export type Way = "commit" | "propose";

/** A branch that refused a commit is tried again after this time, with the next save: rules change rarely, and nothing tells. */
const REFUSAL_LASTS_MS = 24 * 3_600_000;

/**
 * Whether the lane's branch is taken to refuse commits: since it last did, for a day, and as long as a request is open, beside
 * which a commit would only stand in its way.
 */
export function refusesCommits(refusedAt: number | null, hasOpenRequest: boolean, now: number): boolean {
  return refusedAt !== null && (hasOpenRequest || now - refusedAt < REFUSAL_LASTS_MS);
}

export function wayOf(mode: LinkMode, branchRefuses: boolean): Way {
  if (mode === "auto") return branchRefuses ? "propose" : "commit";
  return mode === "commit" ? "commit" : "propose";
}

/** `lockstep/main`, then `lockstep/main-2` … */
export function rollingBranch(target: string, ordinal: number): string {
  return ordinal === 1 ? `lockstep/${target}` : `lockstep/${target}-${ordinal}`;
}

/** By which a merge of ours is known where its answer was lost. */
export function mergeMessage(target: string, rolling: string): string {
  return `Merge ${target} into ${rolling}`;
}

/** The headline of a commit that takes documents out of a request; such a commit of ours is known by it, too. */
export function takeBackMessage(documents: number): string {
  return documents === 1 ? "Take back a document" : `Take back ${documents} documents`;
}

export function isTakeBackMessage(message: string): boolean {
  return /^Take back (?:a document|\d+ documents)$/.test(message.trim());
}

/**
 * Stands for the store's text where a link has proposed nothing, and the rolling branch holds somebody else's file at its path:
 * git's null id, which no text has. The pair's `remote` is then what the target held, or this as well.
 */
export const NOTHING_PROPOSED: BlobId = parseBlobId("0".repeat(40));

/** What the rolling branch holds of the link is nothing of ours. */
export function isUnproposed({ store }: Pick<Proposed, "store">): boolean {
  return store === NOTHING_PROPOSED;
}

/** Somebody else's text is on the rolling branch. */
export function isEditedInReview(proposed: LinkProposal | null): boolean {
  if (proposed === null || proposed.state !== "open" || proposed.isMergedIn) return false;
  return proposed.seen !== proposed.remote;
}
