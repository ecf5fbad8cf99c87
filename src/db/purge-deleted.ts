/**
 * Forgets for good what was deleted so long ago that nobody can restore it: APIs, versions and collections, with their history and
 * with the contents that nothing names any more. A little at a time, so that no other write waits long.
 *
 * - What is linked stays, whatever its dates say.
 * - A content goes only where nothing of its workspace names it: it is kept once for all that have it.
 * - Activity stays, for the account's admins alone: what could be read of the document is gone.
 */
import { sql, type SqlBool } from "kysely";
import type { BlobId } from "../core/git/object-id.ts";
import type { ClosureId } from "../core/schema/closure/closure-id.ts";
import { DELETED_KEPT_MS } from "./apis.ts";
import { deleteUnnamedClosures } from "./closures.ts";
import { deleteUnnamedBlobs } from "./unnamed-blobs.ts";
import type { Tx } from "./store.ts";

/** Revisions, or APIs, that one step takes at most. */
const AT_ONCE = 200;
/** Of a schema of several files: each of its revisions may have named hundreds. */
const AT_ONCE_WITH_FILES = 20;

/** @returns whether there may be more */
export async function purgeDeleted(tx: Tx, now: number): Promise<boolean> {
  const before = now - DELETED_KEPT_MS;
  const document = (await oldCollection(tx, before)) ?? (await oldVersion(tx, before));
  if (document === null) return purgeApis(tx, before);
  const limit = (await hasFiles(tx, document.id)) ? AT_ONCE_WITH_FILES : AT_ONCE;
  const named = await purgeRevisions(tx, document.id, limit);
  if (named.length < limit) {
    named.push(document);
    await purgeDocument(tx, document.id, now);
  }
  await deleteUnnamed(tx, document.workspaceId, named);
  return true;
}

/** What a revision or a document names. */
interface Named {
  readonly blob: BlobId | null;
  readonly closure: ClosureId | null;
}

/** The files of a closure that nothing names any more name their contents no more either. */
async function deleteUnnamed(tx: Tx, workspaceId: number, named: readonly Named[]): Promise<void> {
  const closures = named.flatMap(({ closure }) => (closure === null ? [] : [closure]));
  const members = await deleteUnnamedClosures(tx, workspaceId, closures);
  const blobs = named.flatMap(({ blob }) => (blob === null ? [] : [blob]));
  await deleteUnnamedBlobs(tx, workspaceId, [...blobs, ...members]);
}

async function hasFiles(tx: Tx, document: number): Promise<boolean> {
  const row = await tx.query
    .selectFrom("revisions")
    .select("id")
    .where("document", "=", document)
    .where("closure", "is not", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

const IS_UNLINKED = sql<SqlBool>`not exists (select 1 from "links" where "links"."document" = "documents"."id")`;

interface OldDocument extends Named {
  readonly id: number;
  readonly workspaceId: number;
}

async function oldCollection(tx: Tx, before: number): Promise<OldDocument | null> {
  const row = await tx.query
    .selectFrom("collections")
    .innerJoin("documents", "documents.id", "collections.document")
    .select(["documents.id", "documents.workspaceId", "documents.blob", "documents.closure"])
    .where("collections.deletedAt", "<=", before)
    .where(IS_UNLINKED)
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

async function oldVersion(tx: Tx, before: number): Promise<OldDocument | null> {
  const row = await tx.query
    .selectFrom("versions")
    .innerJoin("apis", "apis.id", "versions.api")
    .innerJoin("documents", "documents.id", "versions.document")
    .select(["documents.id", "documents.workspaceId", "documents.blob", "documents.closure"])
    .where((eb) => eb.or([eb("versions.deletedAt", "<=", before), eb("apis.deletedAt", "<=", before)]))
    .where(IS_UNLINKED)
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Those without a version that still has to go. */
async function purgeApis(tx: Tx, before: number): Promise<boolean> {
  const { numDeletedRows } = await tx.query
    .deleteFrom("apis")
    .where("id", "in", (eb) =>
      eb
        .selectFrom("apis")
        .select("id")
        .where("deletedAt", "<=", before)
        .where("id", "not in", (inner) => inner.selectFrom("versions").select("api"))
        .limit(AT_ONCE),
    )
    .executeTakeFirstOrThrow();
  return numDeletedRows === BigInt(AT_ONCE);
}

/** @returns what they named, with repetitions: as many as there were revisions */
async function purgeRevisions(tx: Tx, document: number, limit: number): Promise<Named[]> {
  return tx.query
    .deleteFrom("revisions")
    .where("id", "in", (eb) =>
      eb.selectFrom("revisions").select("id").where("document", "=", document).orderBy("number").limit(limit),
    )
    .returning(["blob", "closure"])
    .execute();
}

/** Its last revisions are gone. A token that was for it alone must not come to be for all: it ends. */
export async function purgeDocument(tx: Tx, document: number, now: number): Promise<void> {
  await tx.query
    .updateTable("tokens")
    .set((eb) => ({ document: null, revokedAt: eb.fn.coalesce("revokedAt", eb.val(now)) }))
    .where("document", "=", document)
    .execute();
  await tx.query
    .updateTable("activity")
    .set({ document: null, repository: null })
    .where("document", "=", document)
    .execute();
  await tx.query.deleteFrom("detachedLinks").where("document", "=", document).execute();
  await tx.query
    .deleteFrom("hooks")
    .where("collection", "in", (eb) =>
      eb.selectFrom("collections").select("id").where("document", "=", document),
    )
    .execute();
  await tx.query.deleteFrom("collections").where("document", "=", document).execute();
  await tx.query.deleteFrom("versions").where("document", "=", document).execute();
  await tx.query.deleteFrom("documents").where("id", "=", document).execute();
}
