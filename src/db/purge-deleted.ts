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
import { DELETED_KEPT_MS } from "./apis.ts";
import { deleteUnnamedBlobs } from "./unnamed-blobs.ts";
import type { Tx } from "./store.ts";

/** Revisions, or APIs, that one step takes at most. */
const AT_ONCE = 200;

/** @returns whether there may be more */
export async function purgeDeleted(tx: Tx, now: number): Promise<boolean> {
  const before = now - DELETED_KEPT_MS;
  const document = (await oldCollection(tx, before)) ?? (await oldVersion(tx, before));
  if (document === null) return purgeApis(tx, before);
  const blobs = await purgeRevisions(tx, document.id);
  if (blobs.length < AT_ONCE) {
    if (document.blob !== null) blobs.push(document.blob);
    await purgeDocument(tx, document.id, now);
  }
  await deleteUnnamedBlobs(tx, document.workspaceId, blobs);
  return true;
}

const IS_UNLINKED = sql<SqlBool>`not exists (select 1 from "links" where "links"."document" = "documents"."id")`;

interface OldDocument {
  readonly id: number;
  readonly workspaceId: number;
  readonly blob: BlobId | null;
}

async function oldCollection(tx: Tx, before: number): Promise<OldDocument | null> {
  const row = await tx.query
    .selectFrom("collections")
    .innerJoin("documents", "documents.id", "collections.document")
    .select(["documents.id", "documents.workspaceId", "documents.blob"])
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
    .select(["documents.id", "documents.workspaceId", "documents.blob"])
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
async function purgeRevisions(tx: Tx, document: number): Promise<BlobId[]> {
  const rows = await tx.query
    .deleteFrom("revisions")
    .where("id", "in", (eb) =>
      eb
        .selectFrom("revisions")
        .select("id")
        .where("document", "=", document)
        .orderBy("number")
        .limit(AT_ONCE),
    )
    .returning("blob")
    .execute();
  return rows.map(({ blob }) => blob);
}

/** Its last revisions are gone. A token that was for it alone must not come to be for all: it ends. */
async function purgeDocument(tx: Tx, document: number, now: number): Promise<void> {
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
