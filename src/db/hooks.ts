/**
 * Capability URLs: whoever has one may save a collection without a token. Only the secret's hash is kept, so a secret is shown
 * once; a lost one is rotated.
 */
import { createHash } from "node:crypto";
import type { Selectable } from "kysely";
import { type Deed, recordActivity } from "./activity.ts";
import type { Page } from "./page.ts";
import type { HooksTable } from "./schema.ts";
import type { Reader, Tx } from "./store.ts";

export interface HookRecord extends Selectable<HooksTable> {
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

export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** @param secretHash of a secret that is random and has never been stored */
export async function makeHook(
  tx: Tx,
  hook: { readonly workspaceId: number; readonly target: HookTarget; readonly secretHash: string },
  deed: Deed,
): Promise<HookRecord> {
  const { workspaceId, target, secretHash } = hook;
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
      createdAt: deed.at,
      lastUsedAt: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await recordActivity(tx, { workspaceId, type: "hook.made", data: { hook: id }, ...deed });
  return written(tx, workspaceId, id);
}

/** The old URL stops working at once. */
export async function rotateHook(
  tx: Tx,
  hook: HookRecord,
  secretHash: string,
  deed: Deed,
): Promise<HookRecord> {
  const { id, workspaceId } = hook;
  await tx.query
    .updateTable("hooks")
    .set({ secretHash, createdAt: deed.at, lastUsedAt: null })
    .where("id", "=", id)
    .execute();
  await recordActivity(tx, { workspaceId, type: "hook.made", data: { hook: id, rotated: true }, ...deed });
  return written(tx, workspaceId, id);
}

export async function removeHook(tx: Tx, hook: HookRecord, deed: Deed): Promise<void> {
  const { id, workspaceId } = hook;
  await tx.query.deleteFrom("hooks").where("id", "=", id).execute();
  await recordActivity(tx, { workspaceId, type: "hook.removed", data: { hook: id }, ...deed });
}

/** Hooks for any collection; those for one collection are found by it. */
export function listHooks(reader: Reader, workspaceId: number, page: Page): Promise<HookRecord[]> {
  return records(reader)
    .where("hooks.workspaceId", "=", workspaceId)
    .where("hooks.collection", "is", null)
    .where("hooks.id", ">", page.after)
    .orderBy("hooks.id")
    .limit(page.limit)
    .execute();
}

export async function findHook(reader: Reader, workspaceId: number, id: number): Promise<HookRecord | null> {
  const row = await records(reader)
    .where("hooks.workspaceId", "=", workspaceId)
    .where("hooks.id", "=", id)
    .where("hooks.collection", "is", null)
    .executeTakeFirst();
  return row ?? null;
}

export async function hookOfCollection(reader: Reader, collection: number): Promise<HookRecord | null> {
  const row = await records(reader).where("hooks.collection", "=", collection).executeTakeFirst();
  return row ?? null;
}

export async function findHookBySecret(reader: Reader, secretHash: string): Promise<HookRecord | null> {
  const row = await records(reader).where("hooks.secretHash", "=", secretHash).executeTakeFirst();
  return row ?? null;
}

export async function touchHook(tx: Tx, id: number, at: number): Promise<void> {
  await tx.query.updateTable("hooks").set({ lastUsedAt: at }).where("id", "=", id).execute();
}

async function written(tx: Tx, workspaceId: number, id: number): Promise<HookRecord> {
  return records(tx.query)
    .where("hooks.workspaceId", "=", workspaceId)
    .where("hooks.id", "=", id)
    .executeTakeFirstOrThrow();
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
