/** Collections: a name and an identity for a document. A save is a revision, unless nothing but volatile keys differ. */
import { sql, type SqlBool } from "kysely";
import type { Rights } from "../core/access/rights.ts";
import type { RevisionOrigin } from "../core/sync/model.ts";
import { authorOf, type Deed, recordActivity } from "./activity.ts";
import type { BlobId } from "../core/git/object-id.ts";
import type { PackedBlob } from "./blobs.ts";
import { clearClaimed, isOnlyClaimed, takeOverClaimed } from "./claimed-documents.ts";
import { disconnectDocument } from "./disconnect-document.ts";
import { addRevision, makeDocument, presentBlob } from "./documents.ts";
import { containing } from "./like-pattern.ts";
import type { Page } from "./page.ts";
import type { Person } from "./people.ts";
import { readableDocument } from "./reach.ts";
import { presentRevisions } from "./revisions.ts";
import type { Reader, Tx } from "./store.ts";

export interface CollectionRecord {
  readonly id: number;
  readonly workspaceId: number;
  readonly document: number;
  readonly uid: string;
  readonly name: string;
  readonly createdAt: number;
  readonly deletedAt: number | null;
  /** The present text; null only where a collection was made without one. */
  readonly blob: BlobId | null;
}

export interface CollectionFilter {
  readonly workspaceId: number;
  /** Null: those that are there; else those deleted after this time. */
  readonly deletedAfter: number | null;
  /** Part of the name, in any case. */
  readonly text?: string | undefined;
  /** Of whoever asks: others are left out. */
  readonly rights: Rights;
}

/** In the order in which they were made. */
export function listCollections(
  reader: Reader,
  filter: CollectionFilter,
  page: Page,
): Promise<CollectionRecord[]> {
  let query = records(reader)
    .where("collections.workspaceId", "=", filter.workspaceId)
    .where("collections.id", ">", page.after)
    .where(readableDocument("collections.document", filter.rights));
  query =
    filter.deletedAfter === null
      ? query.where("collections.deletedAt", "is", null)
      : query.where("collections.deletedAt", ">", filter.deletedAfter);
  if (filter.text !== undefined && filter.text !== "") {
    query = query.where(nameContains(filter.text));
  }
  return query.orderBy("collections.id").limit(page.limit).execute();
}

export async function findCollection(
  reader: Reader,
  workspaceId: number,
  uid: string,
): Promise<CollectionRecord | null> {
  const row = await records(reader)
    .where("collections.workspaceId", "=", workspaceId)
    .where("collections.uid", "=", uid)
    .where("collections.deletedAt", "is", null)
    .executeTakeFirst();
  return row ?? null;
}

/** Null also where nobody made it but a config file's claim that waits: then whoever comes first makes it. */
export async function findMadeCollection(
  reader: Reader,
  workspaceId: number,
  uid: string,
): Promise<CollectionRecord | null> {
  const found = await findCollection(reader, workspaceId, uid);
  if (found === null || found.blob !== null) return found;
  return (await isOnlyClaimed(reader, found.document)) ? null : found;
}

/** Of one that may be deleted meanwhile; null: the document is none of a collection. */
export async function uidOfDocument(reader: Reader, document: number): Promise<string | null> {
  const row = await reader
    .selectFrom("collections")
    .select("uid")
    .where("document", "=", document)
    .executeTakeFirst();
  return row?.uid ?? null;
}

/** A collection as it was read, hashed and compressed outside the transaction. */
export interface NewText {
  readonly workspaceId: number;
  readonly uid: string;
  readonly name: string;
  readonly content: PackedBlob;
  readonly origin: RevisionOrigin;
  /** Row id of the user whose a new one is, where that is not who saves. */
  readonly createdBy?: number | null;
  /** What was said about the save. */
  readonly message?: string | null;
  /** Whose save it is, where that is not who sends it. */
  readonly person?: Person | null;
}

export interface Saved {
  readonly collection: CollectionRecord;
  /** Number of the revision that holds the text. */
  readonly revision: number;
  readonly isNew: boolean;
  /** False where the text is the present one: then nothing was written and nothing is marked. */
  readonly isChanged: boolean;
}

/** Makes the collection where it does not exist, saves the text, and marks every lane that carries it. */
export async function saveCollection(tx: Tx, text: NewText, deed: Deed): Promise<Saved> {
  const present = await findCollection(tx.query, text.workspaceId, text.uid);
  if (present === null) return makeCollection(tx, text, deed);
  const isClaim = present.blob === null && (await isOnlyClaimed(tx.query, present.document));
  if (isClaim) return takeOver(tx, present, { text, deed });
  if ((await presentBlob(tx.query, present.document)) === text.content.blob) {
    const revision = (await presentRevisions(tx.query, [present.document])).get(present.document);
    return { collection: present, revision: revision?.number ?? 0, isNew: false, isChanged: false };
  }
  await tx.query.updateTable("collections").set({ name: text.name }).where("id", "=", present.id).execute();
  const revision = await addText(tx, present.document, text, deed);
  return { collection: await existing(tx, text), revision, isNew: false, isChanged: true };
}

async function makeCollection(tx: Tx, text: NewText, deed: Deed): Promise<Saved> {
  const { workspaceId, uid, name } = text;
  const document = await makeDocument(tx, workspaceId, "collection", text.createdBy ?? deed.user);
  await tx.query
    .insertInto("collections")
    .values({ workspaceId, document, uid, name, createdAt: deed.at, deletedAt: null })
    .execute();
  await recordActivity(tx, { workspaceId, type: "collection.made", document, data: { uid, name }, ...deed });
  const revision = await addText(tx, document, text, deed);
  return { collection: await existing(tx, text), revision, isNew: true, isChanged: true };
}

/** What nobody made but a config file's claim, which still waits, is made by whoever saves it first. */
async function takeOver(
  tx: Tx,
  { id, document }: CollectionRecord,
  { text, deed }: { readonly text: NewText; readonly deed: Deed },
): Promise<Saved> {
  const { workspaceId, uid, name } = text;
  const createdBy = text.createdBy ?? deed.user ?? null;
  await takeOverClaimed(tx, { document, createdBy, at: deed.at });
  await tx.query.updateTable("collections").set({ name }).where("id", "=", id).execute();
  await recordActivity(tx, { workspaceId, type: "collection.made", document, data: { uid, name }, ...deed });
  const revision = await addText(tx, document, text, deed);
  return { collection: await existing(tx, text), revision, isNew: true, isChanged: true };
}

async function addText(tx: Tx, document: number, text: NewText, deed: Deed): Promise<number> {
  const { workspaceId, content, origin, message = null, person = null } = text;
  const number = await addRevision(tx, {
    document,
    workspaceId,
    content,
    origin,
    author: person?.login ?? authorOf(deed),
    ...(person !== null && { person: person.id }),
    message,
    at: deed.at,
    commit: null,
    valid: true,
    problems: [],
  });
  await recordActivity(tx, {
    workspaceId,
    type: "revision.added",
    document,
    data: { number, origin },
    ...deed,
  });
  return number;
}

/** Soft: it can be restored. Its links are disconnected; the files stay. */
export async function deleteCollection(tx: Tx, collection: CollectionRecord, deed: Deed): Promise<void> {
  const { workspaceId, document, id, uid, name } = collection;
  await disconnectDocument(tx, collection, deed);
  await tx.query.deleteFrom("hooks").where("collection", "=", id).execute();
  await tx.query.updateTable("collections").set({ deletedAt: deed.at }).where("id", "=", id).execute();
  await recordActivity(tx, {
    workspaceId,
    type: "collection.deleted",
    document,
    data: { uid, name },
    ...deed,
  });
}

export interface DeletedCollection {
  readonly workspaceId: number;
  readonly uid: string;
  readonly deletedAfter: number;
  readonly rights: Rights;
}

/** The one of this identity, of those that they may read, that was deleted last. */
export async function findDeletedCollection(
  reader: Reader,
  { workspaceId, uid, deletedAfter, rights }: DeletedCollection,
): Promise<CollectionRecord | null> {
  const row = await records(reader)
    .where("collections.workspaceId", "=", workspaceId)
    .where("collections.uid", "=", uid)
    .where("collections.deletedAt", ">", deletedAfter)
    .where(readableDocument("collections.document", rights))
    .orderBy("collections.deletedAt", "desc")
    .executeTakeFirst();
  return row ?? null;
}

/** Null: none was deleted; `exists`: another has the identity meanwhile. */
export async function restoreCollection(
  tx: Tx,
  address: DeletedCollection,
  deed: Deed,
): Promise<CollectionRecord | "exists" | null> {
  const { workspaceId, uid } = address;
  const row = await findDeletedCollection(tx.query, address);
  if (row === null) return null;
  const present = await findCollection(tx.query, workspaceId, uid);
  if (present !== null && !(await clearClaimed(tx, present, deed))) return "exists";
  await tx.query.updateTable("collections").set({ deletedAt: null }).where("id", "=", row.id).execute();
  const { document, name } = row;
  const data = { uid, name, restored: true };
  await recordActivity(tx, { workspaceId, type: "collection.made", document, data, ...deed });
  return { ...row, deletedAt: null };
}

async function existing(tx: Tx, { workspaceId, uid }: NewText): Promise<CollectionRecord> {
  const collection = await findCollection(tx.query, workspaceId, uid);
  if (collection === null) throw new Error(`Collection ${uid} is not there after it was written.`);
  return collection;
}

function records(reader: Reader) {
  return reader
    .selectFrom("collections")
    .innerJoin("documents", "documents.id", "collections.document")
    .select([
      "collections.id",
      "collections.workspaceId",
      "collections.document",
      "collections.uid",
      "collections.name",
      "collections.createdAt",
      "collections.deletedAt",
      "documents.blob",
    ]);
}

function nameContains(text: string) {
  return sql<SqlBool>`lower("collections"."name") like ${containing(text)} escape '\\'`;
}
