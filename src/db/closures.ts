/** The files that revisions refer to, kept once for each closure. */
import {
  type ClosureId,
  closureIdOf,
  type Member,
  sortedMembers,
} from "../core/schema/closure/closure-id.ts";
import type { SchemaFiles } from "../core/schema/closure/schema-files.ts";
import type { BlobId } from "../core/git/object-id.ts";
import { readBlob } from "./blobs.ts";
import type { Reader, Tx } from "./store.ts";

/** What a text refers to, and where in its repository it stands. */
export interface KnownClosure {
  readonly id: ClosureId;
  readonly rootPath: string;
  readonly members: readonly Member[];
}

/** Null: it refers to no other file. */
export function knownClosure(
  rootPath: string,
  members: readonly Member[] | null | undefined,
): KnownClosure | null {
  return members === null || members === undefined ? null : { id: closureIdOf(members), rootPath, members };
}

/** The members' texts are kept already. */
export async function keepClosure(tx: Tx, workspaceId: number, { id, members }: KnownClosure): Promise<void> {
  if (members.length === 0 || (await hasClosure(tx, workspaceId, id))) return;
  await tx.query
    .insertInto("closureMembers")
    .values(sortedMembers(members).map(({ path, blob }) => ({ workspaceId, closure: id, path, blob })))
    .execute();
}

async function hasClosure(tx: Tx, workspaceId: number, closure: ClosureId): Promise<boolean> {
  const row = await tx.query
    .selectFrom("closureMembers")
    .select("id")
    .where("workspaceId", "=", workspaceId)
    .where("closure", "=", closure)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns what the files of those that went were, with repetitions */
export async function deleteUnnamedClosures(
  tx: Tx,
  workspaceId: number,
  closures: readonly ClosureId[],
): Promise<readonly BlobId[]> {
  if (closures.length === 0) return [];
  const rows = await tx.query
    .deleteFrom("closureMembers")
    .where("workspaceId", "=", workspaceId)
    .where("closure", "in", [...new Set(closures)])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("revisions")
            .innerJoin("documents", "documents.id", "revisions.document")
            .select("revisions.id")
            .whereRef("revisions.closure", "=", "closureMembers.closure")
            .where("documents.workspaceId", "=", workspaceId),
        ),
      ),
    )
    .where("closure", "not in", (eb) =>
      eb
        .selectFrom("documents")
        .select("documents.closure")
        .where("documents.workspaceId", "=", workspaceId)
        .where("documents.closure", "is not", null),
    )
    .returning("blob")
    .execute();
  return rows.map(({ blob }) => blob);
}

/** By path. */
export function closureMembers(
  reader: Reader,
  workspaceId: number,
  closure: ClosureId,
): Promise<readonly Member[]> {
  return reader
    .selectFrom("closureMembers")
    .select(["path", "blob"])
    .where("workspaceId", "=", workspaceId)
    .where("closure", "=", closure)
    .orderBy("path")
    .execute();
}

/** With their texts: what a check or a bundle of the revision takes. Null: it refers to no other file. */
export async function readSchemaFiles(
  reader: Reader,
  workspaceId: number,
  revision: { readonly closure: ClosureId | null; readonly rootPath: string | null },
): Promise<SchemaFiles | null> {
  const { closure, rootPath } = revision;
  if (closure === null || rootPath === null) return null;
  const members = await closureMembers(reader, workspaceId, closure);
  return { path: rootPath, members: await readTexts(reader, workspaceId, members), faults: new Map() };
}

/** Of those that are kept. */
export async function readTexts(
  reader: Reader,
  workspaceId: number,
  members: readonly Member[],
): Promise<ReadonlyMap<string, Buffer>> {
  const texts = new Map<string, Buffer>();
  for (const { path, blob } of members) {
    const content = await readBlob(reader, workspaceId, blob);
    if (content !== null) texts.set(path, content);
  }
  return texts;
}
