/** Contents that nothing names any more. Every column that names one is listed here; a test holds the list against the tables. */
import { type RawBuilder, sql } from "kysely";
import type { BlobId } from "../core/git/object-id.ts";
import type { Tx } from "./store.ts";

/** Of tables whose rows have a workspace of their own. */
export const NAMED_IN_WORKSPACE = {
  documents: ["blob"],
  links: [
    "agreedStore",
    "agreedRemote",
    "remote",
    "remoteCanonical",
    "refusedBlob",
    "renamedBlob",
    "offeredMerge",
  ],
  closureMembers: ["blob"],
} as const;

/** Of tables whose rows belong to another's: which column leads to which table. Beside them the revisions, and `members` of links, which is JSON. */
export const NAMED_BELOW = {
  ownPairs: { columns: ["store", "remote"], by: "link", of: "links" },
  proposedFiles: { columns: ["store", "remote", "base", "seen", "seenCanonical"], by: "link", of: "links" },
  detachedLinks: { columns: ["agreedStore", "agreedRemote"], by: "document", of: "documents" },
} as const;

/** What the workspace takes up becomes less by their sizes. */
export async function deleteUnnamedBlobs(
  tx: Tx,
  workspaceId: number,
  blobs: readonly BlobId[],
): Promise<void> {
  if (blobs.length === 0) return;
  const named = sql.join([...inWorkspace(workspaceId), ...below(workspaceId)], sql` union all `);
  const candidates = JSON.stringify([...new Set(blobs)]);
  const { rows } = await sql<{ sizeBytes: number }>`delete from "blobs"
    where "workspaceId" = ${workspaceId} and "blob" in (select "value" from json_each(${candidates}))
    and not exists (select 1 from "revisions" inner join "documents" on "documents"."id" = "revisions"."document"
      where "revisions"."blob" = "blobs"."blob" and "documents"."workspaceId" = "blobs"."workspaceId")
    and not exists (select 1 from "links" where "links"."workspaceId" = "blobs"."workspaceId"
      and "links"."members" is not null and instr("links"."members", "blobs"."blob") > 0)
    and "blob" not in (select "name" from (${named}) where "name" is not null)
    returning "sizeBytes"`.execute(tx.query);
  const freed = rows.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  await tx.query
    .updateTable("usage")
    .set((eb) => ({ storedBytes: eb("storedBytes", "-", freed) }))
    .where("workspaceId", "=", workspaceId)
    .execute();
}

function inWorkspace(workspaceId: number): readonly RawBuilder<unknown>[] {
  return Object.entries(NAMED_IN_WORKSPACE).flatMap(([table, columns]) =>
    columns.map(
      (column) =>
        sql`select ${sql.ref(column)} as "name" from ${sql.table(table)} where "workspaceId" = ${workspaceId}`,
    ),
  );
}

function below(workspaceId: number): readonly RawBuilder<unknown>[] {
  return Object.entries(NAMED_BELOW).flatMap(([table, { columns, by, of }]) =>
    columns.map(
      (column) => sql`select ${sql.ref(`${table}.${column}`)} as "name" from ${sql.table(table)}
        inner join ${sql.table(of)} on ${sql.ref(`${of}.id`)} = ${sql.ref(`${table}.${by}`)}
        where ${sql.ref(`${of}.workspaceId`)} = ${workspaceId}`,
    ),
  );
}
