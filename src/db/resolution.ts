/**
 * A person's choice on a link that rests between two texts. It holds only for what was shown: both sides
 * are compared in the transaction that writes the choice. The choice becomes an agreement with an open half, which equals
 * nothing; the lane then decides as always. Every text that loses is a revision first.
 */
import type { BlobId } from "../core/git/object-id.ts";
import { changeOfKind, type KindChange } from "../core/schema/kind-change.ts";
import type { AgreedPair, LinkState, Problem } from "../core/sync/model.ts";
import { NOTHING_PROPOSED } from "../core/sync/proposal.ts";
import { authorOf, type Deed, recordActivity } from "./activity.ts";
import { type PackedBlob, readPackedBlob } from "./blobs.ts";
import type { KnownClosure } from "./closures.ts";
import { setCollectionName } from "./collection-name.ts";
import { addRevision, keepRevision } from "./documents.ts";
import { NOT_REFUSED, savingSince } from "./link-columns.ts";
import { findLink, type LinkRecord, removeLink } from "./links.ts";
import { forgetOver } from "./proposals.ts";
import { isInHistory } from "./revisions.ts";
import type { Tx } from "./store.ts";
import { markDirty } from "./units.ts";
import { setVersionKind } from "./version-kind.ts";

/** What the person saw; null: none in the store, absent on GitHub. */
export interface Expected {
  readonly store: BlobId | null;
  readonly remote: BlobId | null;
}

export interface CheckedText {
  readonly content: PackedBlob;
  /** Of a schema. */
  readonly kind: string | null;
  /** Of a collection. */
  readonly name: string | null;
  readonly valid: boolean;
  readonly problems: readonly Problem[];
  /** Of a schema; left out: it refers to no other file, as far as is known. */
  readonly closure?: KnownClosure | null;
}

export type Choice =
  | { readonly kind: "store" }
  | { readonly kind: "github" }
  /** A text made of both. */
  | {
      readonly kind: "merged";
      readonly text: CheckedText;
      /** Whether the text may be of another kind of schema than the version's. */
      readonly mayChangeKind: boolean;
    };

export type Resolved =
  | { readonly kind: "resolved"; readonly link: LinkRecord }
  /** GitHub's side was kept, and there is nothing there. */
  | { readonly kind: "disconnected" }
  | Refused;

type Refused =
  | {
      readonly kind: "refused";
      readonly code: "not_found" | "outdated" | "nothing_to_resolve" | "owned_by_file";
    }
  | { readonly kind: "kind_changed"; readonly change: KindChange };

/** States in which a link rests until a person chooses. */
export const RESOLVABLE: ReadonlySet<LinkState> = new Set([
  "choose",
  "conflict",
  "missing",
  "edited_on_github",
  "declined",
]);

/** Somebody has committed to the pull request's branch: their text is what the store's is to be compared with. */
export function isReviewConflict(link: LinkRecord): boolean {
  const { proposedState, proposedSeen, proposedRemote, proposedMergedIn } = link;
  if (link.state !== "conflict" || proposedState !== "open" || proposedMergedIn === 1) return false;
  return proposedSeen !== proposedRemote;
}

/** The text that both sides come from; null: none is known. */
export function baseText(link: LinkRecord): BlobId | null {
  const { proposedStore } = link;
  if (isReviewConflict(link) && proposedStore !== NOTHING_PROPOSED) return proposedStore;
  return link.agreedStore === "open" ? null : link.agreedStore;
}

/** What there is to choose between now; null where GitHub was never looked at. */
export function presentSides(link: LinkRecord): Expected | null {
  if (isReviewConflict(link)) {
    return { store: link.store, remote: link.proposedSeen === "absent" ? null : link.proposedSeen };
  }
  if (link.remote === null) return null;
  return { store: link.store, remote: link.remote === "absent" ? null : link.remote };
}

/** GitHub's text as the store would keep it: for a backup its canonical text. */
export function remoteText(link: LinkRecord): BlobId | null {
  if (isReviewConflict(link)) {
    if (link.proposedSeen === "absent") return null;
    return link.kind === "backup" ? (link.proposedSeenCanonical ?? link.proposedSeen) : link.proposedSeen;
  }
  if (link.remote === "absent") return null;
  return link.kind === "backup" ? (link.remoteCanonical ?? link.remote) : link.remote;
}

export interface Resolution {
  readonly workspaceId: number;
  readonly link: number;
  readonly expected: Expected;
  readonly choice: Choice;
  /** What a check says of GitHub's text, which may become a revision: made outside the transaction. */
  readonly remoteCheck: Omit<CheckedText, "content">;
  readonly deed: Deed;
}

export async function resolveLink(tx: Tx, resolution: Resolution): Promise<Resolved> {
  const { workspaceId, expected, choice, deed } = resolution;
  const link = await findLink(tx.query, workspaceId, resolution.link);
  if (link === null) return { kind: "refused", code: "not_found" };
  const refused = refusalOf(link, resolution);
  if (refused !== null) return refused;
  await recordActivity(tx, {
    workspaceId,
    type: "link.resolved",
    document: link.document,
    link: link.id,
    data: { kept: choice.kind, ...expected },
    ...deed,
  });
  if (choice.kind === "github" && expected.remote === null) {
    await removeLink(tx, link, deed);
    return { kind: "disconnected" };
  }
  if (choice.kind !== "github") await keepRemoteText(tx, link, resolution);
  if (choice.kind === "merged") await addMerged(tx, link, choice, deed);
  if (isReviewConflict(link)) await settleReview(tx, link, resolution);
  else await agreeOn(tx, link, agreementFor(choice, expected), deed);
  return { kind: "resolved", link: (await findLink(tx.query, workspaceId, link.id)) ?? link };
}

function refusalOf(link: LinkRecord, { expected, choice }: Resolution): Refused | null {
  if (!RESOLVABLE.has(link.state)) return { kind: "refused", code: "nothing_to_resolve" };
  // It would be disconnected here, and made anew by the file.
  if (choice.kind === "github" && expected.remote === null && link.owner === "file")
    return { kind: "refused", code: "owned_by_file" };
  const present = presentSides(link);
  if (present === null || present.store !== expected.store || present.remote !== expected.remote)
    return { kind: "refused", code: "outdated" };
  const change = kindChangeIn(choice, link);
  return change === null ? null : { kind: "kind_changed", change };
}

/** The store's own text is no change. */
function kindChangeIn(choice: Choice, link: LinkRecord): KindChange | null {
  if (choice.kind !== "merged" || choice.mayChangeKind || choice.text.content.blob === link.store)
    return null;
  return changeOfKind(link.versionKind, choice.text.kind);
}

function agreementFor(choice: Choice, { store, remote }: Expected): AgreedPair {
  if (choice.kind === "github") return { store: store ?? "open", remote: "open" };
  return { store: "open", remote: remote ?? "absent" };
}

/** An agreement empties the own pairs and ends the choice made beforehand; a refusal is tried anew. */
async function agreeOn(tx: Tx, link: LinkRecord, agreed: AgreedPair, deed: Deed): Promise<void> {
  await tx.query.deleteFrom("ownPairs").where("link", "=", link.id).execute();
  // What was declined may be proposed once more.
  await forgetOver(tx, link.id);
  await tx.query
    .updateTable("links")
    .set({ agreedStore: agreed.store, agreedRemote: agreed.remote, keep: null })
    .where("id", "=", link.id)
    .execute();
  await restart(tx, link, deed);
}

async function restart(tx: Tx, link: LinkRecord, deed: Deed): Promise<void> {
  await tx.query
    .updateTable("links")
    .set({ ...NOT_REFUSED, ...savingSince(deed.at) })
    .where("id", "=", link.id)
    .execute();
  await markDirty(tx, [{ unit: "lanes", id: link.lane, look: true, head: null }], deed.at);
  tx.signal("links");
}

/** What the branch holds is known now: the next save goes on top of it, or the store takes it over. */
async function settleReview(
  tx: Tx,
  link: LinkRecord,
  { choice, deed, remoteCheck }: Resolution,
): Promise<void> {
  const { proposedFile, proposedSeen } = link;
  if (proposedFile === null || proposedSeen === null) return restart(tx, link, deed);
  if (proposedSeen === "absent") {
    // The request holds nothing of the link any more, and somebody has chosen so: the next save is its first.
    await tx.query
      .updateTable("proposedFiles")
      .set({ store: NOTHING_PROPOSED, remote: NOTHING_PROPOSED, isMergedIn: 1 })
      .where("id", "=", proposedFile)
      .execute();
    return restart(tx, link, deed);
  }
  const text = remoteText(link) ?? proposedSeen;
  if (choice.kind === "github") {
    const content = await readPackedBlob(tx.query, link.workspaceId, text);
    if (content === null) throw new Error(`The text ${text} was shown but is not kept.`);
    const from = { origin: "github", author: null, message: null } as const;
    await addRevision(tx, { ...revisionOf(link, deed), ...remoteCheck, content, ...from });
    await setNature(tx, link, remoteCheck);
  }
  await tx.query
    .updateTable("proposedFiles")
    .set({ remote: proposedSeen, ...(choice.kind === "github" && { store: text }) })
    .where("id", "=", proposedFile)
    .execute();
  await restart(tx, link, deed);
}

/** GitHub's text is about to be replaced: it becomes a revision, unless it is one already. */
async function keepRemoteText(tx: Tx, link: LinkRecord, resolution: Resolution): Promise<void> {
  const blob = remoteText(link);
  if (blob === null || (await isInHistory(tx.query, link.document, blob))) return;
  const content = await readPackedBlob(tx.query, link.workspaceId, blob);
  if (content === null) return;
  const { deed, remoteCheck } = resolution;
  await keepRevision(tx, {
    ...revisionOf(link, deed),
    ...remoteCheck,
    content,
    origin: "github",
    author: null,
    // Not where: the history is read by who cannot read that repository.
    message: "Replaced on GitHub",
  });
}

async function addMerged(
  tx: Tx,
  link: LinkRecord,
  { text }: Extract<Choice, { kind: "merged" }>,
  deed: Deed,
): Promise<void> {
  await setNature(tx, link, text);
  if (text.content.blob === link.store) return;
  await addRevision(tx, {
    ...revisionOf(link, deed),
    ...text,
    origin: "merge",
    author: authorOf(deed),
    message: null,
  });
}

/** The document is now what the text says that it is. */
async function setNature(
  tx: Tx,
  link: LinkRecord,
  { kind, name }: Pick<CheckedText, "kind" | "name">,
): Promise<void> {
  if (link.kind === "schema") await setVersionKind(tx, link.document, kind);
  else await setCollectionName(tx, link.document, name);
}

function revisionOf(link: LinkRecord, deed: Deed) {
  return { document: link.document, workspaceId: link.workspaceId, at: deed.at, commit: null };
}
