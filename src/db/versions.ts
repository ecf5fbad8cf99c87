/** Versions of an API: each has one schema document. Deleting is soft, as for APIs. */
import type { Selectable } from "kysely";
import type { Rights } from "../core/access/rights.ts";
import { type Deed, recordActivity } from "./activity.ts";
import type { ApiRecord } from "./apis.ts";
import { clearClaimed, isOnlyClaimed, takeOverClaimed } from "./claimed-documents.ts";
import { disconnectDocument } from "./disconnect-document.ts";
import { makeDocument } from "./documents.ts";
import { readableDocument } from "./reach.ts";
import type { VersionsTable } from "./schema-documents.ts";
import type { Reader, Tx } from "./store.ts";

export type VersionRecord = Selectable<VersionsTable>;

export interface VersionPage {
  readonly after: number;
  readonly limit: number;
  /** Null: those that are there; else those deleted after this time. */
  readonly deletedAfter: number | null;
  /** Of whoever asks: others are left out. */
  readonly rights: Rights;
}

/** In the order in which they were made. */
export function listVersions(reader: Reader, api: number, page: VersionPage): Promise<VersionRecord[]> {
  const query = reader
    .selectFrom("versions")
    .selectAll()
    .where("api", "=", api)
    .where("id", ">", page.after)
    .where(readableDocument("versions.document", page.rights));
  const filtered =
    page.deletedAfter === null
      ? query.where("deletedAt", "is", null)
      : query.where("deletedAt", ">", page.deletedAfter);
  return filtered.orderBy("id").limit(page.limit).execute();
}

/** All versions that these APIs have now, and that they may read. */
export async function versionsOfApis(
  reader: Reader,
  apis: readonly number[],
  rights: Rights,
): Promise<readonly VersionRecord[]> {
  if (apis.length === 0) return [];
  return reader
    .selectFrom("versions")
    .selectAll()
    .where("api", "in", apis)
    .where("deletedAt", "is", null)
    .where(readableDocument("versions.document", rights))
    .orderBy("id")
    .execute();
}

export async function findVersion(reader: Reader, api: number, name: string): Promise<VersionRecord | null> {
  const row = await reader
    .selectFrom("versions")
    .selectAll()
    .where("api", "=", api)
    .where("name", "=", name)
    .where("deletedAt", "is", null)
    .executeTakeFirst();
  return row ?? null;
}

export async function findDeletedVersion(
  reader: Reader,
  address: {
    readonly api: number;
    readonly name: string;
    readonly deletedAfter: number;
    readonly rights: Rights;
  },
): Promise<VersionRecord | null> {
  const row = await reader
    .selectFrom("versions")
    .selectAll()
    .where("api", "=", address.api)
    .where("name", "=", address.name)
    .where("deletedAt", ">", address.deletedAfter)
    .where(readableDocument("versions.document", address.rights))
    .orderBy("deletedAt", "desc")
    .executeTakeFirst();
  return row ?? null;
}

export type VersionWritten =
  | { readonly kind: "done"; readonly version: VersionRecord }
  | { readonly kind: "exists" };

export interface NewVersion {
  readonly name: string;
  readonly kind: string | null;
}

export async function makeVersion(
  tx: Tx,
  api: ApiRecord,
  { version, deed }: { readonly version: NewVersion; readonly deed: Deed },
): Promise<VersionWritten> {
  const present = await findVersion(tx.query, api.id, version.name);
  if (present !== null) return takeOver(tx, { api, version: present }, { kind: version.kind, deed });
  const document = await makeDocument(tx, api.workspaceId, "schema", deed.user);
  const row = await tx.query
    .insertInto("versions")
    .values({ ...version, api: api.id, document, createdAt: deed.at, deletedAt: null })
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(tx, { api, version: row }, "version.made", deed);
  return { kind: "done", version: row };
}

/** What nobody made but a config file's claim, which still waits, is made by whoever makes it first. */
async function takeOver(
  tx: Tx,
  { api, version: { id, document } }: Owned,
  { kind, deed }: { readonly kind: string | null; readonly deed: Deed },
): Promise<VersionWritten> {
  if (!(await isOnlyClaimed(tx.query, document))) return { kind: "exists" };
  await takeOverClaimed(tx, { document, createdBy: deed.user ?? null, at: deed.at });
  const version = await tx.query
    .updateTable("versions")
    .set({ kind })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(tx, { api, version }, "version.made", deed);
  return { kind: "done", version };
}

/** A version with the API that it belongs to. */
export interface Owned {
  readonly api: ApiRecord;
  readonly version: VersionRecord;
}

export async function renameVersion(
  tx: Tx,
  { api, version }: Owned,
  { name, deed }: { readonly name: string; readonly deed: Deed },
): Promise<VersionWritten> {
  if (name === version.name) return { kind: "done", version };
  if (!(await isFree(tx, { api, name, deed }))) return { kind: "exists" };
  const row = await tx.query
    .updateTable("versions")
    .set({ name })
    .where("id", "=", version.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(tx, { api, version: row }, "version.changed", deed);
  return { kind: "done", version: row };
}

/** Its link is disconnected; both copies stay. */
export async function deleteVersion(tx: Tx, owned: Owned, deed: Deed): Promise<void> {
  const { api, version } = owned;
  await tx.query.updateTable("versions").set({ deletedAt: deed.at }).where("id", "=", version.id).execute();
  await disconnectDocument(tx, { workspaceId: api.workspaceId, document: version.document }, deed);
  await record(tx, owned, "version.deleted", deed);
}

export async function restoreVersion(tx: Tx, owned: Owned, deed: Deed): Promise<VersionWritten> {
  const { api, version } = owned;
  if (!(await isFree(tx, { api, name: version.name, deed }))) return { kind: "exists" };
  const row = await tx.query
    .updateTable("versions")
    .set({ deletedAt: null })
    .where("id", "=", version.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(tx, { api, version: row }, "version.restored", deed);
  return { kind: "done", version: row };
}

async function isFree(
  tx: Tx,
  { api, name, deed }: { readonly api: ApiRecord; readonly name: string; readonly deed: Deed },
): Promise<boolean> {
  const present = await findVersion(tx.query, api.id, name);
  if (present === null) return true;
  return clearClaimed(tx, { workspaceId: api.workspaceId, document: present.document }, deed);
}

function record(
  tx: Tx,
  { api, version }: Owned,
  type: "version.made" | "version.changed" | "version.deleted" | "version.restored",
  deed: Deed,
): Promise<void> {
  return recordActivity(tx, {
    workspaceId: api.workspaceId,
    type,
    document: version.document,
    data: { api: api.slug, version: version.name },
    ...deed,
  });
}
