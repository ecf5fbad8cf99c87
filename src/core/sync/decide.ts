/**
 * The decision on one link, from what was agreed and what both sides hold now. The first case that holds counts: their order is part of it.
 *
 * Every row compares blob ids; no text is read here. A backup's remote has two ids: of the file's bytes (`blob`), which an
 * agreement records, and of its canonical text (`canonical`), which is compared with the store.
 */
import type { BlobId } from "../git/object-id.ts";
import type { AgreedPair, LinkKind, OwnPair } from "./model.ts";
import type { Proposed } from "./proposal.ts";

/** What GitHub holds at the link's path, at a commit that was found. */
export type Remote =
  | {
      readonly kind: "blob";
      readonly blob: BlobId;
      /** Equal to `blob` for a schema; null: not a collection. */
      readonly canonical: BlobId | null;
    }
  | { readonly kind: "absent" };

export interface DecideInput {
  readonly kind: LinkKind;
  readonly agreed: AgreedPair | null;
  readonly store: BlobId | null;
  readonly remote: Remote;
  /** Oldest first. */
  readonly own: readonly OwnPair[];
  /** The choice made at linking; counts while nothing is agreed. */
  readonly keep: "store" | "github" | null;
  /** What a pull request holds of this link; null: none does. */
  readonly proposed: Proposed | null;
}

/** Where the link rests once the decision is carried out. */
export type RestState =
  | "in_sync"
  | "empty"
  | "choose"
  | "conflict"
  | "missing"
  | "edited_on_github"
  | "awaiting_merge"
  | "declined";

export type Action =
  | { readonly kind: "rest"; readonly state: RestState }
  /** The remote's text becomes the store's. */
  | { readonly kind: "inbound"; readonly blob: BlobId }
  /** The store's text is committed; `replaces` is a remote text that becomes a revision first. */
  | { readonly kind: "outbound"; readonly store: BlobId; readonly replaces: BlobId | null };

export interface Decision {
  /** The agreement after this decision, before its action; an agreement that differs from the input's empties `own`. */
  readonly agreed: AgreedPair | null;
  readonly action: Action;
}

export function decide(input: DecideInput): Decision {
  const { store, remote, own } = input;
  // A backup's file that is no collection has no canonical text: somebody chose it, and its own bytes are the store's.
  if (store !== null && remote.kind === "blob" && (remote.canonical === store || remote.blob === store)) {
    return rest({ store, remote: remote.blob }, "in_sync");
  }
  const landed = landedPair(remote, own);
  if (landed !== null) return decide({ ...input, agreed: landed, own: [] });
  if (isMerged(input)) return decide({ ...input, agreed: pairOf(input.proposed), own: [], proposed: null });
  const decision = input.agreed === null ? decideFirst(input) : decideAgreed(input, input.agreed);
  return atRequest(input, decision);
}

/** Merged, and the file is no longer the agreed one: whatever became of the proposed text on the way is GitHub's change. */
function isMerged(input: DecideInput): input is DecideInput & { readonly proposed: Proposed } {
  return input.proposed?.state === "merged" && remoteId(input.remote) !== (input.agreed?.remote ?? "absent");
}

/** Before every outbound: a text that is proposed already is not sent once more. */
function atRequest({ proposed }: DecideInput, decision: Decision): Decision {
  const { agreed, action } = decision;
  if (action.kind !== "outbound" || proposed?.store !== action.store) return decision;
  return rest(agreed, proposed.state === "open" ? "awaiting_merge" : "declined");
}

function pairOf({ store, remote }: Proposed): OwnPair {
  return { store, remote };
}

/** Our commit that landed while its answer was lost. */
function landedPair(remote: Remote, own: readonly OwnPair[]): OwnPair | null {
  if (remote.kind !== "blob") return null;
  return own.findLast((pair) => pair.remote === remote.blob) ?? null;
}

function decideFirst({ kind, store, remote, keep }: DecideInput): Decision {
  if (remote.kind === "absent") {
    return store === null ? rest(null, "empty") : { agreed: null, action: outbound(store) };
  }
  if (store === null) {
    return kind === "schema" ? { agreed: null, action: inbound(remote.blob) } : rest(null, "empty");
  }
  if (keep === "store") {
    return { agreed: { store: "open", remote: remote.blob }, action: outbound(store) };
  }
  if (keep === "github") {
    return { agreed: { store, remote: "open" }, action: inbound(remote.blob) };
  }
  return rest(null, "choose");
}

function decideAgreed(input: DecideInput, agreed: AgreedPair): Decision {
  const { store, remote } = input;
  const storeChanged = store !== null && store !== agreed.store;
  const remoteChanged = remoteId(remote) !== agreed.remote;
  if (storeChanged && remoteChanged) return decideBothChanged(input, agreed, store);
  if (storeChanged) return { agreed, action: outbound(store, editedText(input, agreed)) };
  if (remoteChanged) return decideRemoteChanged(input, agreed);
  return rest(agreed, unchangedState(input, agreed));
}

/** A backup's file that was edited, and left alone until now. */
function editedText({ kind, remote }: DecideInput, agreed: AgreedPair): BlobId | null {
  if (kind === "schema" || remote.kind === "absent" || agreed.store === "open") return null;
  return remote.canonical === agreed.store ? null : remote.blob;
}

function decideBothChanged({ kind, remote }: DecideInput, agreed: AgreedPair, store: BlobId): Decision {
  if (kind === "schema") return rest(agreed, "conflict");
  return { agreed, action: outbound(store, remote.kind === "blob" ? remote.blob : null) };
}

function decideRemoteChanged({ kind, store, remote }: DecideInput, agreed: AgreedPair): Decision {
  if (remote.kind === "absent") {
    return rest(store === null ? agreed : { store, remote: "absent" }, "missing");
  }
  // An open remote half is somebody's choice of GitHub's text; otherwise a backup never takes it by itself, and never what is
  // not a collection.
  const isChosen = agreed.remote === "open" && remote.canonical !== null;
  if (kind === "schema" || isChosen) return { agreed, action: inbound(remote.blob) };
  return rest(store === null ? agreed : { store, remote: remote.blob }, "edited_on_github");
}

function unchangedState({ kind, store, remote }: DecideInput, agreed: AgreedPair): RestState {
  if (agreed.remote === "absent") return "missing";
  const isEdited = kind === "backup" && remote.kind === "blob" && remote.canonical !== store;
  return isEdited ? "edited_on_github" : "in_sync";
}

function remoteId(remote: Remote): BlobId | "absent" {
  return remote.kind === "blob" ? remote.blob : "absent";
}

function rest(agreed: AgreedPair | null, state: RestState): Decision {
  return { agreed, action: { kind: "rest", state } };
}

function inbound(blob: BlobId): Action {
  return { kind: "inbound", blob };
}

function outbound(store: BlobId, replaces: BlobId | null = null): Action {
  return { kind: "outbound", store, replaces };
}
