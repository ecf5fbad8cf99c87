/**
 * The plan for one lane: pure, from what was loaded and what was observed at one commit. Carrying it out is the lanes' work;
 * not carrying it out is a dry run.
 */
import type { BlobId, CommitId } from "../git/object-id.ts";
import { type Action, decide, type Remote, type RestState } from "./decide.ts";
import type { AgreedPair, LinkCode, LinkErrorCode, LinkKind, LinkState, OwnPair } from "./model.ts";

/** A link as it was loaded: every change that the plan leads to holds only while this is still so. */
export interface LaneLink {
  readonly id: number;
  readonly document: number;
  readonly kind: LinkKind;
  /** What people call the document, for example `Petstore 1.0`. */
  readonly name: string;
  readonly path: string;
  readonly generation: number;
  readonly store: BlobId | null;
  readonly agreed: AgreedPair | null;
  /** Last observed; null: never. */
  readonly remote: BlobId | "absent" | null;
  readonly remoteCanonical: BlobId | null;
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
  readonly state: LinkState;
  readonly code: LinkCode | null;
  readonly message: string | null;
}

/** What a look, or the last one, says of a link's path. */
export type RemoteView =
  | Remote
  | { readonly kind: "failed"; readonly code: LinkErrorCode }
  | { readonly kind: "unknown" };

export type Step =
  | Action
  /** Outbound, but not before `until`: the pace. */
  | { readonly kind: "wait"; readonly until: number }
  /** Outbound, but GitHub refused this text on this head. */
  | { readonly kind: "refused"; readonly code: LinkErrorCode }
  | { readonly kind: "error"; readonly code: LinkErrorCode }
  /** Nothing is known that could decide. */
  | { readonly kind: "skip" };

export interface LinkPlan {
  readonly link: LaneLink;
  readonly view: RemoteView;
  readonly agreed: AgreedPair | null;
  readonly step: Step;
}

export interface PlanInput {
  readonly links: readonly LaneLink[];
  readonly views: ReadonlyMap<number, RemoteView>;
  /** Null in an empty repository. */
  readonly head: CommitId | null;
  readonly now: number;
  /** The lane's own pace: no commit before this time. */
  readonly commitAt: number;
}

export function planLane(input: PlanInput): readonly LinkPlan[] {
  return input.links
    .filter((link) => !link.isPaused)
    .map((link) => planLink(link, input.views.get(link.id) ?? { kind: "unknown" }, input));
}

function planLink(link: LaneLink, view: RemoteView, input: PlanInput): LinkPlan {
  if (view.kind === "unknown") return { link, view, agreed: link.agreed, step: { kind: "skip" } };
  if (view.kind === "failed")
    return { link, view, agreed: link.agreed, step: { kind: "error", code: view.code } };
  const { agreed, action } = decide({ ...link, remote: view });
  return {
    link,
    view,
    agreed,
    step: action.kind === "outbound" ? outboundStep(link, action, input) : action,
  };
}

function outboundStep(link: LaneLink, action: Extract<Action, { kind: "outbound" }>, input: PlanInput): Step {
  const { refused } = link;
  if (refused !== null && refused.blob === action.store && refused.head === input.head) {
    return { kind: "refused", code: refused.code };
  }
  const until = Math.max(input.commitAt, link.quietUntil);
  return until > input.now ? { kind: "wait", until } : action;
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
export const CHUNK_BYTES = 25_000_000;
export const CHUNK_FILES = 100;

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
