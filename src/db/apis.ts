/**
 * APIs: a name, an address (slug), and versions. Deleting is soft: what is deleted keeps everything but its links, and can be
 * restored for 30 days; its slug is free meanwhile.
 */
import type { Selectable } from "kysely";
import type { Rights } from "../core/access/rights.ts";
import { type Deed, recordActivity } from "./activity.ts";
import { disconnectDocument } from "./disconnect-document.ts";
import { readableApi } from "./reach.ts";
import type { ApisTable } from "./schema-documents.ts";
import type { Reader, Tx } from "./store.ts";

export type ApiRecord = Selectable<ApisTable>;

export const DELETED_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export interface ApiFilter {
  readonly workspaceId: number;
  /** Null: those that are there; else those deleted after this time. */
  readonly deletedAfter: number | null;
  /** Of whoever asks: others are left out. */
  readonly rights: Rights;
}

/** In the order in which they were made, from `after` on. */
export function listApis(
  reader: Reader,
  filter: ApiFilter,
  page: { readonly after: number; readonly limit: number },
): Promise<ApiRecord[]> {
  const query = reader
    .selectFrom("apis")
    .selectAll()
    .where("workspaceId", "=", filter.workspaceId)
    .where("id", ">", page.after)
    .where(readableApi(filter.rights));
  const filtered =
    filter.deletedAfter === null
      ? query.where("deletedAt", "is", null)
      : query.where("deletedAt", ">", filter.deletedAfter);
  return filtered.orderBy("id").limit(page.limit).execute();
}

export async function findApi(reader: Reader, workspaceId: number, slug: string): Promise<ApiRecord | null> {
  const row = await reader
    .selectFrom("apis")
    .selectAll()
    .where("workspaceId", "=", workspaceId)
    .where("slug", "=", slug)
    .where("deletedAt", "is", null)
    .executeTakeFirst();
  return row ?? null;
}

export interface DeletedApi {
  readonly workspaceId: number;
  readonly slug: string;
  readonly deletedAfter: number;
  readonly rights: Rights;
}

/** The one of this slug, of those that they may read, that was deleted last, where it can still be restored. */
export async function findDeletedApi(reader: Reader, address: DeletedApi): Promise<ApiRecord | null> {
  const row = await reader
    .selectFrom("apis")
    .selectAll()
    .where("workspaceId", "=", address.workspaceId)
    .where("slug", "=", address.slug)
    .where("deletedAt", ">", address.deletedAfter)
    .where(readableApi(address.rights))
    .orderBy("deletedAt", "desc")
    .executeTakeFirst();
  return row ?? null;
}

export type ApiWritten = { readonly kind: "done"; readonly api: ApiRecord } | { readonly kind: "exists" };

export interface NewApi {
  readonly workspaceId: number;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
}

export async function makeApi(tx: Tx, api: NewApi, deed: Deed): Promise<ApiWritten> {
  if ((await findApi(tx.query, api.workspaceId, api.slug)) !== null) return { kind: "exists" };
  const row = await tx.query
    .insertInto("apis")
    .values({ ...api, createdBy: deed.user ?? null, createdAt: deed.at, deletedAt: null })
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(tx, row, "api.made", deed);
  return { kind: "done", api: row };
}

export interface ApiPatch {
  readonly slug?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
}

/** What is left out stays; the slug stays too where only the name changes, so that addresses hold. */
export async function changeApi(
  tx: Tx,
  api: ApiRecord,
  { patch, deed }: { readonly patch: ApiPatch; readonly deed: Deed },
): Promise<ApiWritten> {
  const slug = patch.slug ?? api.slug;
  if (slug !== api.slug && (await findApi(tx.query, api.workspaceId, slug)) !== null)
    return { kind: "exists" };
  const row = await tx.query
    .updateTable("apis")
    .set({
      slug,
      name: patch.name ?? api.name,
      description: patch.description === undefined ? api.description : patch.description,
    })
    .where("id", "=", api.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(tx, row, "api.changed", deed);
  return { kind: "done", api: row };
}

/** The links of its versions are disconnected; both copies stay. */
export async function deleteApi(tx: Tx, api: ApiRecord, deed: Deed): Promise<void> {
  await tx.query.updateTable("apis").set({ deletedAt: deed.at }).where("id", "=", api.id).execute();
  const versions = await tx.query
    .selectFrom("versions")
    .select("document")
    .where("api", "=", api.id)
    .execute();
  for (const { document } of versions)
    await disconnectDocument(tx, { workspaceId: api.workspaceId, document }, deed);
  await record(tx, api, "api.deleted", deed);
}

export async function restoreApi(tx: Tx, api: ApiRecord, deed: Deed): Promise<ApiWritten> {
  if ((await findApi(tx.query, api.workspaceId, api.slug)) !== null) return { kind: "exists" };
  const row = await tx.query
    .updateTable("apis")
    .set({ deletedAt: null })
    .where("id", "=", api.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(tx, row, "api.restored", deed);
  return { kind: "done", api: row };
}

function record(
  tx: Tx,
  api: ApiRecord,
  type: "api.made" | "api.changed" | "api.deleted" | "api.restored",
  deed: Deed,
): Promise<void> {
  const { workspaceId, slug, name } = api;
  return recordActivity(tx, { workspaceId, type, data: { api: slug, name }, ...deed });
}
