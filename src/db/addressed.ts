/** The things that an address names, as far as judging who may reach them needs: rows and where they stand. */
import type { ApiStanding } from "../core/access/rights.ts";
import { standingsOf } from "./reach.ts";
import type { Reader } from "./store.ts";

/**
 * Of an API that is there or deleted; its deleted versions do not count. Nor do those that hold nothing and are nobody's: a config
 * file's claim that no admin agreed to makes such ones, and would take the API from its owners. @param api row id
 */
export async function apiStanding(
  reader: Reader,
  {
    id,
    workspaceId,
    createdBy,
  }: { readonly id: number; readonly workspaceId: number; readonly createdBy: number | null },
): Promise<ApiStanding> {
  const rows = await reader
    .selectFrom("versions")
    .innerJoin("documents", "documents.id", "versions.document")
    .select(["documents.id", "documents.revision"])
    .where("versions.api", "=", id)
    .where("versions.deletedAt", "is", null)
    .execute();
  const ids = rows.map((row) => row.id);
  const standings = await standingsOf(reader, workspaceId, ids);
  const withText = new Set(rows.filter(({ revision }) => revision > 0).map((row) => row.id));
  const counting = [...standings].filter(
    ([document, standing]) =>
      withText.has(document) || standing.createdBy !== null || standing.repositories.length > 0,
  );
  return { createdBy, versions: counting.map(([, standing]) => standing) };
}

export interface AddressedLink {
  readonly document: number;
  /** Row id. */
  readonly repository: number;
}

export async function addressedLink(
  reader: Reader,
  workspaceId: number,
  id: number,
): Promise<AddressedLink | null> {
  const row = await reader
    .selectFrom("links")
    .select(["document", "repository"])
    .where("workspaceId", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

/** `owner/name` of these, in the order of their names. */
export async function repositoryNames(reader: Reader, ids: readonly number[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await reader
    .selectFrom("repositories")
    .select(["owner", "name"])
    .where("id", "in", ids)
    .orderBy("owner")
    .orderBy("name")
    .execute();
  return rows.map(({ owner, name }) => `${owner}/${name}`);
}
