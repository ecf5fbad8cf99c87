/**
 * What a caller reaches, as SQL: lists are filtered where they are read, so that pages are full and cursors right. The same rules
 * as in core/access/rights.ts, which judges single things; a test holds both against each other.
 */
import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { DocumentStanding, Rights } from "../core/access/rights.ts";
import type { Reader } from "./store.ts";

type Condition = RawBuilder<SqlBool>;

const ALWAYS: Condition = sql<SqlBool>`1 = 1`;

/** A null in the column is among none, unless all are wanted. @param column holds a row id */
export function amongIds(column: string, wanted: "all" | ReadonlySet<number>): Condition {
  if (wanted === "all") return ALWAYS;
  // One parameter, however many there are.
  const ids = JSON.stringify([...wanted]);
  return sql<SqlBool>`${sql.ref(column)} in (select "value" from json_each(${ids}))`;
}

/** Like mayReadDocument. @param column holds a document's row id */
export function readableDocument(column: string, rights: Rights): Condition {
  if (rights.isAdmin || rights.readable === "all") return ALWAYS;
  const document = sql.ref(column);
  // A claim that no admin agreed to gives nobody anything, and takes nothing from whoever made the document.
  const link = sql`select 1 from "links" as "reach" where "reach"."document" = ${document}
    and "reach"."state" <> 'awaiting_approval'`;
  const linked = sql<SqlBool>`exists (${link} and ${amongIds("reach.repository", rights.readable)})`;
  if (rights.userId === null) return linked;
  const unlinked = sql<SqlBool>`not exists (${link})`;
  const own = sql<SqlBool>`exists (select 1 from "documents" as "reach" where "reach"."id" = ${document}
    and "reach"."createdBy" = ${rights.userId})`;
  return sql<SqlBool>`(${linked} or (${unlinked} and ${own}))`;
}

/** Like mayReadApi, for a query on the table `apis`. */
export function readableApi(rights: Rights): Condition {
  if (rights.isAdmin || rights.readable === "all") return ALWAYS;
  const version = sql<SqlBool>`exists (select 1 from "versions" as "shown" where "shown"."api" = "apis"."id"
    and "shown"."deletedAt" is null and ${readableDocument("shown.document", rights)})`;
  if (rights.userId === null) return version;
  return sql<SqlBool>`("apis"."createdBy" = ${rights.userId} or ${version})`;
}

/**
 * Rows about a document or a link, for those who may read it; what is about neither, such as settings and tokens, is the admins'.
 * For a query on the table `activity`.
 */
export function readableActivity(rights: Rights): Condition {
  if (rights.isAdmin) return ALWAYS;
  return sql<SqlBool>`(
    ("activity"."document" is not null or "activity"."repository" is not null)
    and ("activity"."link" is null or "activity"."repository" is not null)
    and ("activity"."document" is null or ${readableDocument("activity.document", rights)})
    and ("activity"."repository" is null or ${amongIds("activity.repository", rights.readable)}))`;
}

/**
 * A blob is reached through what names it: a revision of a readable document, or a file that one refers to; a readable link's file
 * on GitHub (as it is, or in canonical form; agreed, seen, or in its pull request), or the merge that was offered for such a link.
 */
export async function isReachableBlob(
  reader: Reader,
  {
    workspaceId,
    blob,
    rights,
  }: { readonly workspaceId: number; readonly blob: string; readonly rights: Rights },
): Promise<boolean> {
  if (rights.isAdmin || rights.readable === "all") return true;
  const named = sql<SqlBool>`exists (select 1 from "revisions"
      inner join "documents" on "documents"."id" = "revisions"."document"
      where "revisions"."blob" = ${blob} and "documents"."workspaceId" = ${workspaceId}
      and ${readableDocument("documents.id", rights)})`;
  const referredTo = sql<SqlBool>`exists (select 1 from "closureMembers"
      inner join "revisions" on "revisions"."closure" = "closureMembers"."closure"
      inner join "documents" on "documents"."id" = "revisions"."document"
      where "closureMembers"."workspaceId" = ${workspaceId} and "closureMembers"."blob" = ${blob}
      and "documents"."workspaceId" = ${workspaceId} and ${readableDocument("documents.id", rights)})`;
  const onGitHub = sql<SqlBool>`exists (select 1 from "links"
      left join "proposedFiles" on "proposedFiles"."link" = "links"."id"
        and "proposedFiles"."generation" = "links"."generation"
      where "links"."workspaceId" = ${workspaceId} and "links"."state" <> 'awaiting_approval'
      and ${amongIds("links.repository", rights.readable)}
      and ${blob} in ("links"."remote", "links"."remoteCanonical", "links"."agreedStore", "links"."agreedRemote",
        "links"."offeredMerge", "proposedFiles"."store", "proposedFiles"."remote", "proposedFiles"."seen",
        "proposedFiles"."seenCanonical"))`;
  const { isReachable } = await reader
    .selectNoFrom(sql<number>`${named} or ${referredTo} or ${onGitHub}`.as("isReachable"))
    .executeTakeFirstOrThrow();
  return isReachable === 1;
}

/** Null: there is no such document in the workspace. */
export async function standingOf(
  reader: Reader,
  workspaceId: number,
  document: number,
): Promise<DocumentStanding | null> {
  const standings = await standingsOf(reader, workspaceId, [document]);
  return standings.get(document) ?? null;
}

/** Of documents of one workspace. */
export async function standingsOf(
  reader: Reader,
  workspaceId: number,
  documents: readonly number[],
): Promise<ReadonlyMap<number, DocumentStanding>> {
  if (documents.length === 0) return new Map();
  const rows = await reader
    .selectFrom("documents")
    .leftJoin("links", (join) =>
      join.onRef("links.document", "=", "documents.id").on("links.state", "<>", "awaiting_approval"),
    )
    .select(["documents.id", "documents.createdBy", "links.repository"])
    .where("documents.workspaceId", "=", workspaceId)
    .where("documents.id", "in", documents)
    .execute();
  const standings = new Map<number, DocumentStanding>();
  for (const { id, createdBy, repository } of rows) {
    const known = standings.get(id)?.repositories ?? [];
    standings.set(id, { createdBy, repositories: repository === null ? known : [...known, repository] });
  }
  return standings;
}
