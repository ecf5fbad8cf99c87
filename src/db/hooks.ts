/**
 * Capability URLs: whoever has one may save a collection without a token. Only the secret's hash is kept, so a secret is shown
 * once; a lost one is rotated.
 */
import type { Selectable } from "kysely";
import type { Repositories } from "../core/access/rights.ts";
import { type Deed, recordActivity } from "./activity.ts";
import { amongIds } from "./reach.ts";
import type { Page } from "./page.ts";
import type { HooksTable } from "./schema-deliveries.ts";
import type { Reader, Tx } from "./store.ts";

export interface HookRecord extends Omit<Selectable<HooksTable>, "allowedAddresses"> {
  /** Addresses and networks (CIDR) that may call it; null: all. */
  readonly allowedAddresses: readonly string[] | null;
  readonly collectionUid: string | null;
  readonly repositoryOwner: string | null;
  readonly repositoryName: string | null;
  /** GitHub's id. */
  readonly repositoryId: number | null;
  readonly defaultBranch: string | null;
}

/** What the hook saves: one collection, or any into a place. */
export type HookTarget =
  | { readonly kind: "collection"; readonly collection: number }
  | {
      readonly kind: "place";
      /** Row id. */
      readonly repository: number;
      /** Null follows the default branch. */
      readonly branch: string | null;
      readonly directory: string;
    };

export interface NewHook {
  readonly workspaceId: number;
  readonly target: HookTarget;
  /** Of a secret that is random and has never been stored. */
  readonly secretHash: string;
  readonly allowedAddresses: readonly string[] | null;
  /** Of a place: it saves no collection that is backed up elsewhere. */
  readonly isConfined: boolean;
}

export async function makeHook(tx: Tx, hook: NewHook, deed: Deed): Promise<HookRecord> {
  const { workspaceId, target, secretHash, allowedAddresses, isConfined } = hook;
  const place = target.kind === "place" ? target : { repository: null, branch: null, directory: null };
  const { id } = await tx.query
    .insertInto("hooks")
    .values({
      workspaceId,
      collection: target.kind === "collection" ? target.collection : null,
      repository: place.repository,
      branch: place.branch,
      directory: place.directory,
      secretHash,
      allowedAddresses: textOf(allowedAddresses),
      isConfined: isConfined ? 1 : 0,
      createdBy: deed.user ?? null,
      createdAt: deed.at,
      lastUsedAt: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const data = { hook: id, allowedAddresses };
  await recordActivity(tx, { workspaceId, type: "hook.made", data, ...deed });
  return written(tx, workspaceId, id);
}

/** Whoever else has the URL cannot use it from elsewhere any more. */
export async function restrictHook(
  tx: Tx,
  { id, workspaceId }: HookRecord,
  allowedAddresses: readonly string[] | null,
  deed: Deed,
): Promise<HookRecord> {
  await tx.query
    .updateTable("hooks")
    .set({ allowedAddresses: textOf(allowedAddresses) })
    .where("id", "=", id)
    .execute();
  const data = { hook: id, allowedAddresses };
  await recordActivity(tx, { workspaceId, type: "hook.changed", data, ...deed });
  return written(tx, workspaceId, id);
}

/** The old URL stops working at once. Whoever has the new one gets no more by it than they had, and no more than it was for. */
export async function rotateHook(
  tx: Tx,
  hook: HookRecord,
  { secretHash, isConfined }: Pick<NewHook, "secretHash" | "isConfined">,
  deed: Deed,
): Promise<HookRecord> {
  const { id, workspaceId } = hook;
  await tx.query
    .updateTable("hooks")
    .set({
      secretHash,
      isConfined: isConfined ? 1 : hook.isConfined,
      createdBy: deed.user ?? null,
      createdAt: deed.at,
      lastUsedAt: null,
    })
    .where("id", "=", id)
    .execute();
  await recordActivity(tx, { workspaceId, type: "hook.made", data: { hook: id, rotated: true }, ...deed });
  return written(tx, workspaceId, id);
}

/** Its URL stops working at once. */
export async function removeHook(tx: Tx, hook: HookRecord, deed: Deed): Promise<void> {
  const { id, workspaceId } = hook;
  await tx.query.deleteFrom("hooks").where("id", "=", id).execute();
  await recordActivity(tx, { workspaceId, type: "hook.removed", data: { hook: id }, ...deed });
}

/** Hooks for any collection, into repositories that they may push to; those for one collection are found by it. */
export async function listHooks(
  reader: Reader,
  { workspaceId, pushable }: { readonly workspaceId: number; readonly pushable: Repositories },
  page: Page,
): Promise<HookRecord[]> {
  const rows = await records(reader)
    .where("hooks.workspaceId", "=", workspaceId)
    .where(amongIds("hooks.repository", pushable))
    .where("hooks.collection", "is", null)
    .where("hooks.id", ">", page.after)
    .orderBy("hooks.id")
    .limit(page.limit)
    .execute();
  return rows.map(toRecord);
}

/** Null where the workspace has none of this row id. */
export async function findHook(reader: Reader, workspaceId: number, id: number): Promise<HookRecord | null> {
  const row = await records(reader)
    .where("hooks.workspaceId", "=", workspaceId)
    .where("hooks.id", "=", id)
    .where("hooks.collection", "is", null)
    .executeTakeFirst();
  return row === undefined ? null : toRecord(row);
}

/** Null where the collection has none. @param collection row id */
export async function hookOfCollection(reader: Reader, collection: number): Promise<HookRecord | null> {
  const row = await records(reader).where("hooks.collection", "=", collection).executeTakeFirst();
  return row === undefined ? null : toRecord(row);
}

/** Null, too, while the App is not installed on the workspace's account. */
export async function findHookBySecret(reader: Reader, secretHash: string): Promise<HookRecord | null> {
  const row = await records(reader)
    .where("hooks.secretHash", "=", secretHash)
    .where((eb) =>
      eb(
        eb
          .selectFrom("installations")
          .select("state")
          .whereRef("installations.workspaceId", "=", "hooks.workspaceId")
          .orderBy("id", "desc")
          .limit(1),
        "<>",
        "uninstalled",
      ),
    )
    .executeTakeFirst();
  return row === undefined ? null : toRecord(row);
}

/** Notes that it was used. */
export async function touchHook(tx: Tx, id: number, at: number): Promise<void> {
  await tx.query.updateTable("hooks").set({ lastUsedAt: at }).where("id", "=", id).execute();
}

async function written(tx: Tx, workspaceId: number, id: number): Promise<HookRecord> {
  const row = await records(tx.query)
    .where("hooks.workspaceId", "=", workspaceId)
    .where("hooks.id", "=", id)
    .executeTakeFirstOrThrow();
  return toRecord(row);
}

type Row = Omit<HookRecord, "allowedAddresses"> & { readonly allowedAddresses: string | null };

function toRecord({ allowedAddresses, ...row }: Row): HookRecord {
  // Written as such by makeHook and restrictHook.
  const networks = allowedAddresses === null ? null : (JSON.parse(allowedAddresses) as string[]);
  return { ...row, allowedAddresses: networks };
}

function textOf(allowedAddresses: readonly string[] | null): string | null {
  return allowedAddresses === null ? null : JSON.stringify(allowedAddresses);
}

function records(reader: Reader) {
  return reader
    .selectFrom("hooks")
    .leftJoin("collections", "collections.id", "hooks.collection")
    .leftJoin("repositories", "repositories.id", "hooks.repository")
    .selectAll("hooks")
    .select([
      "collections.uid as collectionUid",
      "repositories.owner as repositoryOwner",
      "repositories.name as repositoryName",
      "repositories.repositoryId",
      "repositories.defaultBranch",
    ]);
}
