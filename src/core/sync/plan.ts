/**
 * The plan for one lane: pure, from what was loaded and what was observed at one commit. Carrying it out is the lanes' work;
 * not carrying it out is a dry run.
 */
import type { BlobId, CommitId } from "../git/object-id.ts";
import { checkNewPath, describeSibling, pathKey } from "../path/policy.ts";
import type { ClosureId } from "../schema/closure/closure-id.ts";
import type { MembersRecord } from "../schema/closure/members-record.ts";
import { type Action, decide, type Remote, type RestState } from "./decide.ts";
import type { AgreedPair, LinkCode, LinkErrorCode, LinkKind, LinkMode, LinkState, OwnPair } from "./model.ts";
import {
  isEditedInReview,
  isUnproposed,
  type LinkProposal,
  type Proposed,
  type Way,
  wayOf,
} from "./proposal.ts";

/** A link as it was loaded: every change that the plan leads to holds only while this is still so. */
export interface LaneLink {
  readonly id: number;
  readonly document: number;
  readonly kind: LinkKind;
  /** What people call the document, for example `Petstore 1.0`. */
  readonly name: string;
  readonly path: string;
  readonly mode: LinkMode;
  readonly generation: number;
  readonly store: BlobId | null;
  /** Of the store's text: the files that it refers to; null or left out: none, as far as is known. */
  readonly storeClosure?: ClosureId | null;
  readonly agreed: AgreedPair | null;
  /** Last observed; null: never. */
  readonly remote: BlobId | "absent" | null;
  readonly remoteCanonical: BlobId | null;
  /** What was last observed of the files that the root refers to; null or left out: nothing. */
  readonly members?: MembersRecord | null;
  /** Where the file went that is no longer at the path, where that is known. */
  readonly renamedTo?: string | null;
  readonly own: readonly (OwnPair & { readonly write: number | null })[];
  readonly keep: "store" | "github" | null;
  readonly isExecutable: boolean;
  readonly style: string | null;
  readonly isPaused: boolean;
  /** No commit of this link before this time. */
  readonly quietUntil: number;
  /** A store blob that GitHub refused, and the head where it did: null in an empty repository. */
  readonly refused: {
    readonly blob: BlobId;
    readonly head: CommitId | null;
    readonly code: LinkErrorCode;
  } | null;
  /** What a pull request holds of it; null: none does. */
  readonly proposed: LinkProposal | null;
  readonly state: LinkState;
  readonly code: LinkCode | null;
  readonly message: string | null;
}

/** What a look, or the last one, says of a link's path. */
export type RemoteView =
  | Remote
  /** `message`: in place of the code's own sentence. */
  | { readonly kind: "failed"; readonly code: LinkErrorCode; readonly message?: string }
  | { readonly kind: "unknown" };

export type OutboundStep = Extract<Action, { kind: "outbound" }> & { readonly way: Way };

export type Step =
  | Exclude<Action, { kind: "outbound" }>
  | OutboundStep
  /** Outbound, but not before `until`: the pace. */
  | { readonly kind: "wait"; readonly until: number }
  /** Outbound, but GitHub refused this text on this head. */
  | { readonly kind: "refused"; readonly code: LinkErrorCode }
  /** `message`: in place of the code's own sentence. */
  | { readonly kind: "error"; readonly code: LinkErrorCode; readonly message?: string }
  /** Nothing is known that could decide. */
  | { readonly kind: "skip" };

export interface LinkPlan {
  readonly link: LaneLink;
  readonly view: RemoteView;
  readonly agreed: AgreedPair | null;
  readonly step: Step;
  /** What becomes of the link's part in a request: `withdraw`: an open one loses it; `forget`: one that is over is done with. */
  readonly proposal: "keep" | "withdraw" | "forget";
}

export interface PlanInput {
  readonly links: readonly LaneLink[];
  readonly views: ReadonlyMap<number, RemoteView>;
  /** Null in an empty repository. */
  readonly head: CommitId | null;
  readonly now: number;
  /** The lane's own pace: no commit before this time. */
  readonly commitAt: number;
  /** The branch takes no commits by the App, as far as is remembered. */
  readonly branchRefuses: boolean;
  /** Whether the installation grants pull requests. */
  readonly mayPropose: boolean;
}

export function planLane(input: PlanInput): readonly LinkPlan[] {
  return input.links
    .filter((link) => !link.isPaused)
    .map((link) => planLink(link, input.views.get(link.id) ?? { kind: "unknown" }, input));
}

function planLink(link: LaneLink, view: RemoteView, input: PlanInput): LinkPlan {
  const still = { link, view, agreed: link.agreed, proposal: "keep" } as const;
  if (view.kind === "unknown") return { ...still, step: { kind: "skip" } };
  if (view.kind === "failed") return { ...still, step: { ...view, kind: "error" } };
  const { agreed, action } = decide({ ...link, proposed: countedProposal(link), remote: view });
  const step =
    action.kind === "outbound" ? outboundStep(link, action, input) : restStep(link, action, view, input);
  const refusal = step.kind === "outbound" || step.kind === "wait" ? newFileRefusal(link, view) : null;
  if (refusal !== null) return { ...still, agreed, step: refusal };
  return { link, view, agreed, step, proposal: fateOfProposal(link, step) };
}

/**
 * A file that went is made again only where a new one would be made: not at a place outside the policy, and not beside one whose
 * letters differ in case only, for no clone on a Mac could hold both.
 */
function newFileRefusal({ path, renamedTo = null }: LaneLink, view: Remote): Step | null {
  if (view.kind !== "absent") return null;
  const check = checkNewPath(path);
  if (!check.ok) return { kind: "error", code: "path_invalid", message: check.message };
  if (renamedTo === null || pathKey(renamedTo) !== check.key) return null;
  return { kind: "error", code: "path_taken", message: describeSibling(renamedTo) };
}

/** Nothing is proposed before the request is open, and in mode `commit` only what was merged still counts. */
function countedProposal({ mode, proposed }: LaneLink): Proposed | null {
  if (proposed === null || proposed.number === null || isUnproposed(proposed)) return null;
  return mode === "commit" && proposed.state !== "merged" ? null : proposed;
}

type Outbound = Extract<Action, { kind: "outbound" }>;

function outboundStep(link: LaneLink, action: Outbound, input: PlanInput): Step {
  // An empty repository has no branch that a request could be for.
  const way = input.head === null ? "commit" : wayOf(link.mode, input.branchRefuses);
  if (way === "propose" && !input.mayPropose) return { ...NOT_GRANTED };
  if (way === "propose" && isEditedInReview(link.proposed)) return { kind: "rest", state: "conflict" };
  const { refused } = link;
  if (
    refused !== null &&
    refused.blob === action.store &&
    refused.head === input.head &&
    !isOvercome(refused.code, way)
  ) {
    return { kind: "refused", code: refused.code };
  }
  const until = Math.max(input.commitAt, link.quietUntil);
  return until > input.now ? { kind: "wait", until } : { ...action, way };
}

/** A branch that refused the commit does not refuse the request. */
function isOvercome(code: LinkErrorCode, way: Way): boolean {
  return code === "branch_protected" && way === "propose";
}

const NOT_GRANTED = {
  kind: "error",
  code: "permission_missing",
  message:
    "The branch takes changes by pull request only, and the installation lacks the permission \"Pull requests: write\"; accept the App's permissions in the account's settings.",
} as const;

/** A request that waits is proposed anew where the file that it was made for has changed since, and somebody settled that. */
function restStep(link: LaneLink, action: Exclude<Action, Outbound>, view: Remote, input: PlanInput): Step {
  const { proposed } = link;
  if (action.kind !== "rest" || action.state !== "awaiting_merge" || proposed === null) return action;
  // What becomes of the request is not to be seen.
  if (!input.mayPropose) return { ...NOT_GRANTED };
  const present = view.kind === "blob" ? view.blob : "absent";
  if (present === proposed.base || isEditedInReview(proposed)) return action;
  return outboundStep(link, { kind: "outbound", store: proposed.store, replaces: null }, input);
}

/** States in which the link has nothing that it would propose. */
const NOTHING_TO_PROPOSE: ReadonlySet<RestState> = new Set([
  "in_sync",
  "empty",
  "missing",
  "edited_on_github",
]);

function fateOfProposal({ proposed }: LaneLink, step: Step): LinkPlan["proposal"] {
  if (proposed === null) return "keep";
  const isSettled = step.kind === "inbound" || (step.kind === "rest" && NOTHING_TO_PROPOSE.has(step.state));
  if (!isSettled) return "keep";
  return proposed.state === "open" ? "withdraw" : "forget";
}

/** How a step shows while, or after, it is carried out. */
export function stateOf(step: Step): { readonly state: LinkState; readonly code: LinkCode | null } | null {
  switch (step.kind) {
    case "rest":
      return { state: step.state satisfies RestState, code: null };
    case "inbound":
      return { state: "in_sync", code: null };
    case "outbound":
    case "wait":
      return { state: "pending", code: "saving" };
    case "refused":
    case "error":
      return { state: "error", code: step.code };
    case "skip":
      return null;
  }
}

/** One chunk is one commit. */
const CHUNK_BYTES = 25_000_000;
const CHUNK_FILES = 100;

/** Splits in order; an item over the limit stands alone. */
export function chunksOf<T extends { readonly sizeBytes: number }>(
  items: readonly T[],
): readonly (readonly T[])[] {
  const chunks: T[][] = [];
  let sizeBytes = 0;
  for (const item of items) {
    const last = chunks.at(-1);
    if (last !== undefined && last.length < CHUNK_FILES && sizeBytes + item.sizeBytes <= CHUNK_BYTES) {
      last.push(item);
      sizeBytes += item.sizeBytes;
    } else {
      chunks.push([item]);
      sizeBytes = item.sizeBytes;
    }
  }
  return chunks;
}
