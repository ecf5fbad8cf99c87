/** A save of a version's schema: compared with what is there, then a revision, in one transaction. */
import type { BlobId } from "../core/git/object-id.ts";
import { changeOfKind, type KindChange } from "../core/schema/kind-change.ts";
import type { Problem } from "../core/sync/model.ts";
import { authorOf, type Deed, recordActivity } from "./activity.ts";
import type { PackedBlob } from "./blobs.ts";
import type { KnownClosure } from "./closures.ts";
import { addRevision, presentBlob } from "./documents.ts";
import { type LinkRecord, linksOfDocument } from "./links.ts";
import type { Person } from "./people.ts";
import { findVersionDocument, presentRevisions, type RevisionRecord } from "./revisions.ts";
import type { Tx } from "./store.ts";
import { setVersionKind } from "./version-kind.ts";

/** Which texts the save may replace. */
export type SavedOver =
  | { readonly kind: "anything" }
  /** Only a version without a text. */
  | { readonly kind: "nothing" }
  /** One of these: what the saver edited. */
  | { readonly kind: "edited"; readonly blobs: readonly string[] };

export interface SchemaSave {
  readonly workspaceId: number;
  readonly api: string;
  readonly version: string;
  readonly over: SavedOver;
  /** Whether the text may be of another kind of schema than the version's. */
  readonly mayChangeKind: boolean;
  readonly content: PackedBlob;
  readonly kind: string | null;
  readonly valid: boolean;
  readonly problems: readonly Problem[];
  /** Left out: it refers to no other file, as far as is known. */
  readonly closure?: KnownClosure | null;
  readonly person: Person | null;
  readonly message: string | null;
  readonly deed: Deed;
  /** Left out: `store`. */
  readonly origin?: "store" | "rollback";
}

export type SchemaSaved =
  | {
      readonly kind: "saved";
      readonly revision: RevisionRecord;
      /** The version had no text before. */
      readonly isFirst: boolean;
      /** False where the text is the present one: nothing was written. */
      readonly isChanged: boolean;
      /** As they were when the save was written. */
      readonly links: readonly LinkRecord[];
    }
  | { readonly kind: "not_found" }
  /** The version has a text, and the save does not say which text it replaces. */
  | { readonly kind: "unconditional" }
  | { readonly kind: "stale"; readonly store: BlobId | null; readonly link: LinkRecord | null }
  | { readonly kind: "kind_changed"; readonly change: KindChange };

export async function saveSchema(tx: Tx, save: SchemaSave): Promise<SchemaSaved> {
  const version = await findVersionDocument(tx.query, save.workspaceId, save);
  if (version === null) return { kind: "not_found" };
  const { document } = version;
  const present = await presentBlob(tx.query, document);
  const isChanged = present !== save.content.blob;
  if (present !== null && save.over.kind === "nothing") return { kind: "unconditional" };
  // Sent again after a lost answer, the save has already happened (RFC 9110, 13.1.1).
  if (isChanged && !mayReplace(save.over, present)) {
    const [link] = await linksOfDocument(tx.query, save.workspaceId, document);
    return { kind: "stale", store: present, link: link ?? null };
  }
  const change = isChanged && !save.mayChangeKind ? changeOfKind(version.kind, save.kind) : null;
  if (change !== null) return { kind: "kind_changed", change };
  if (isChanged) await addText(tx, document, save);
  const revision = (await presentRevisions(tx.query, [document])).get(document);
  if (revision === undefined) throw new Error(`Document ${document} has no revision after it was saved.`);
  const links = await linksOfDocument(tx.query, save.workspaceId, document);
  return { kind: "saved", revision, isFirst: present === null, isChanged, links };
}

export function mayReplace(over: SavedOver, present: BlobId | null): boolean {
  if (over.kind === "anything") return true;
  if (over.kind === "nothing") return present === null;
  return present !== null && over.blobs.includes(present);
}

async function addText(tx: Tx, document: number, save: SchemaSave): Promise<void> {
  const { workspaceId, content, kind, valid, problems, person, message, deed, origin = "store" } = save;
  const { closure = null } = save;
  const author = person?.login ?? authorOf(deed);
  const number = await addRevision(tx, {
    document,
    workspaceId,
    content,
    origin,
    author,
    ...(person !== null && { person: person.id }),
    message,
    at: deed.at,
    commit: null,
    valid,
    problems,
    closure,
  });
  await setVersionKind(tx, document, kind);
  const data = { number, blob: content.blob, origin, valid };
  const actor = person?.login ?? deed.actor;
  await recordActivity(tx, { workspaceId, type: "revision.added", document, data, ...deed, actor });
}
