/** The things that an address names, as far as judging who may reach them needs: rows and where they stand. */
import type { ApiStanding } from "../core/access/rights.ts";
import { standingsOf } from "./reach.ts";
import type { Reader } from "./store.ts";

/** Of an API that is there or deleted; its deleted versions do not count. @param api row id */
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
    .select("document")
    .where("api", "=", id)
    .where("deletedAt", "is", null)
    .execute();
  const documents = rows.map(({ document }) => document);
  const standings = await standingsOf(reader, workspaceId, documents);
  return { createdBy, versions: [...standings.values()] };
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
