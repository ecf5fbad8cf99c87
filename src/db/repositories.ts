/** Repositories that a workspace's installation sees, as the engine last read them. */
import { sql, type SqlBool } from "kysely";
import type { Repositories } from "../core/access/rights.ts";
import type { RepositoryAddress } from "../core/sync/github-port.ts";
import { containing } from "./like-pattern.ts";
import { amongIds } from "./reach.ts";
import { ADDRESS_COLUMNS, addressOf } from "./repository-address.ts";
import type { Reader } from "./store.ts";

export interface Repository {
  /** Row id. */
  readonly id: number;
  readonly address: RepositoryAddress;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  readonly htmlUrl: string;
  readonly cloneUrl: string;
}

export interface RepositoryFilter {
  readonly workspaceId: number;
  /** Part of the name, in any case. */
  readonly text: string | undefined;
  /** Others are left out. */
  readonly readable: Repositories;
}

/** Where a page begins: behind this name and row. */
export interface RepositoryCursor {
  readonly name: string;
  readonly id: number;
}

/** In the order of their names. */
export async function listRepositories(
  reader: Reader,
  filter: RepositoryFilter,
  page: { readonly after: RepositoryCursor | null; readonly limit: number },
): Promise<readonly Repository[]> {
  let query = accessible(reader, filter.workspaceId).where(amongIds("repositories.id", filter.readable));
  if (filter.text !== undefined && filter.text !== "") {
    const pattern = containing(filter.text);
    const name = filter.text.includes("/")
      ? sql`"repositories"."owner" || '/' || "repositories"."name"`
      : sql`"repositories"."name"`;
    query = query.where(sql<SqlBool>`lower(${name}) like ${pattern} escape '\\'`);
  }
  if (page.after !== null) {
    const { name, id } = page.after;
    query = query.where((eb) =>
      eb.or([
        eb("repositories.name", ">", name),
        eb("repositories.name", "=", name).and("repositories.id", ">", id),
      ]),
    );
  }
  const rows = await query
    .orderBy("repositories.name")
    .orderBy("repositories.id")
    .limit(page.limit)
    .execute();
  return rows.map(toRepository);
}

/**
 * By its name, `owner/name`, or GitHub's id. Of several rows of one name (one was renamed and nobody said so yet) the newest is
 * meant.
 */
export async function findRepository(
  reader: Reader,
  workspaceId: number,
  reference: string | number,
): Promise<Repository | null> {
  if (typeof reference === "number") return findById(reader, workspaceId, reference);
  const [name = "", owner, ...more] = reference.toLowerCase().split("/").toReversed();
  if (more.length > 0) return null;
  let query = accessible(reader, workspaceId).where(sql<SqlBool>`lower("repositories"."name") = ${name}`);
  if (owner !== undefined) query = query.where(sql<SqlBool>`lower("repositories"."owner") = ${owner}`);
  const row = await query.orderBy("repositories.id", "desc").executeTakeFirst();
  if (row !== undefined) return toRepository(row);
  return /^\d{1,15}$/.test(reference) ? findById(reader, workspaceId, Number(reference)) : null;
}

async function findById(reader: Reader, workspaceId: number, id: number): Promise<Repository | null> {
  const row = await accessible(reader, workspaceId)
    .where("repositories.repositoryId", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : toRepository(row);
}

function accessible(reader: Reader, workspaceId: number) {
  return reader
    .selectFrom("repositories")
    .innerJoin("hosts", "hosts.id", "repositories.hostId")
    .innerJoin("installations", "installations.id", "repositories.installation")
    .select([
      ...ADDRESS_COLUMNS,
      "repositories.id",
      "repositories.defaultBranch",
      "repositories.isPrivate",
      "repositories.isArchived",
      "repositories.htmlUrl",
      "repositories.cloneUrl",
    ])
    .where("repositories.workspaceId", "=", workspaceId)
    .where("repositories.isAccessible", "=", 1);
}

type Row = Awaited<ReturnType<ReturnType<typeof accessible>["execute"]>>[number];

function toRepository(row: Row): Repository {
  const { id, defaultBranch, htmlUrl, cloneUrl } = row;
  return {
    id,
    address: addressOf(row),
    defaultBranch,
    isPrivate: row.isPrivate === 1,
    isArchived: row.isArchived === 1,
    htmlUrl,
    cloneUrl,
  };
}
