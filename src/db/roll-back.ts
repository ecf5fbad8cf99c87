/** Going back to an earlier text of a collection, in one transaction: compared with what is there, then a save. */
import type { BlobId } from "../core/git/object-id.ts";
import type { Deed } from "./activity.ts";
import { findCollection, type NewText, saveCollection } from "./collections.ts";
import { type LinkRecord, linksOfDocument } from "./links.ts";
import { findRevision, type RevisionRecord } from "./revisions.ts";
import { mayReplace, type SavedOver } from "./save-schema.ts";
import type { Tx } from "./store.ts";

export interface CollectionRollback {
  readonly text: NewText;
  /** Which texts it may replace. */
  readonly over: SavedOver;
  readonly deed: Deed;
}

export type CollectionRolledBack =
  | {
      readonly kind: "saved";
      readonly revision: RevisionRecord;
      /** False where the text is the present one: nothing was written. */
      readonly isChanged: boolean;
      readonly links: readonly LinkRecord[];
    }
  | { readonly kind: "not_found" }
  /** It does not say which text it replaces. */
  | { readonly kind: "unconditional" }
  | { readonly kind: "stale"; readonly store: BlobId | null };

export async function rollBackCollection(
  tx: Tx,
  rollback: CollectionRollback,
): Promise<CollectionRolledBack> {
  const { text, over, deed } = rollback;
  const collection = await findCollection(tx.query, text.workspaceId, text.uid);
  if (collection === null) return { kind: "not_found" };
  const { blob, document } = collection;
  if (blob !== null && over.kind === "nothing") return { kind: "unconditional" };
  if (blob !== text.content.blob && !mayReplace(over, blob)) return { kind: "stale", store: blob };
  const saved = await saveCollection(tx, text, deed);
  const revision = await findRevision(tx.query, document, saved.revision);
  if (revision === null) throw new Error(`Collection ${text.uid} has no revision after it went back.`);
  const links = await linksOfDocument(tx.query, text.workspaceId, document);
  return { kind: "saved", revision, isChanged: saved.isChanged, links };
}
