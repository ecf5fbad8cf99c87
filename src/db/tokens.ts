/** A workspace's tokens: what programs come with. Only a token's hash is kept; what was revoked stays, since activity names it. */
import type { Scope } from "../core/access/caller.ts";
import { type Deed, recordActivity } from "./activity.ts";
import type { Page } from "./page.ts";
import type { InstallationsTable } from "./schema.ts";
import type { Reader, Tx } from "./store.ts";

export interface TokenRecord {
  readonly id: number;
  readonly workspaceId: number;
  readonly name: string;
  readonly hint: string;
  readonly scopes: readonly Scope[];
  /** Row id of the one document that `collections:save` is narrowed to. */
  readonly document: number | null;
  readonly collectionUid: string | null;
  /** Login of who made it; null: the holder of the admin token. */
  readonly maker: string | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly usedAt: number | null;
  readonly revokedAt: number | null;
}

export interface NewToken {
  readonly workspaceId: number;
  readonly name: string;
  /** Of a secret that is random and has never been stored. */
  readonly secretHash: string;
  readonly hint: string;
  readonly scopes: readonly Scope[];
  readonly document: number | null;
  readonly expiresAt: number | null;
}

/** A token is looked up by each request: what must hold is read with it. */
export interface PresentedToken extends TokenRecord {
  /** Of the newest installation; null where there was none. */
  readonly installationState: InstallationsTable["state"] | null;
}

export async function makeToken(tx: Tx, token: NewToken, deed: Deed): Promise<TokenRecord> {
  const { workspaceId, name, scopes, expiresAt } = token;
  const { id } = await tx.query
    .insertInto("tokens")
    .values({
      ...token,
      scopes: JSON.stringify(scopes),
      createdBy: deed.user ?? null,
      createdAt: deed.at,
      usedAt: null,
      revokedAt: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const made = await written(tx, workspaceId, id);
  const data = { token: id, name, scopes, collection: made.collectionUid, expiresAt };
  await recordActivity(tx, { workspaceId, type: "token.made", data, ...deed });
  return made;
}

export async function changeToken(
  tx: Tx,
  { id, workspaceId }: TokenRecord,
  change: Partial<Pick<NewToken, "name" | "expiresAt">>,
  deed: Deed,
): Promise<TokenRecord> {
  await tx.query.updateTable("tokens").set(change).where("id", "=", id).execute();
  await recordActivity(tx, { workspaceId, type: "token.changed", data: { token: id, ...change }, ...deed });
  return written(tx, workspaceId, id);
}

/** It is refused from the next request on. */
export async function revokeToken(tx: Tx, { id, workspaceId, name }: TokenRecord, deed: Deed): Promise<void> {
  await tx.query.updateTable("tokens").set({ revokedAt: deed.at }).where("id", "=", id).execute();
  await recordActivity(tx, { workspaceId, type: "token.revoked", data: { token: id, name }, ...deed });
}

/** Those that were not revoked; expired ones too, in the order in which they were made. */
export async function listTokens(reader: Reader, workspaceId: number, page: Page): Promise<TokenRecord[]> {
  const rows = await records(reader)
    .where("tokens.workspaceId", "=", workspaceId)
    .where("tokens.revokedAt", "is", null)
    .where("tokens.id", ">", page.after)
    .orderBy("tokens.id")
    .limit(page.limit)
    .execute();
  return rows.map(toRecord);
}

/** Null where it was revoked, too. */
export async function findToken(
  reader: Reader,
  workspaceId: number,
  id: number,
): Promise<TokenRecord | null> {
  const row = await records(reader)
    .where("tokens.workspaceId", "=", workspaceId)
    .where("tokens.id", "=", id)
    .where("tokens.revokedAt", "is", null)
    .executeTakeFirst();
  return row === undefined ? null : toRecord(row);
}

/** @param id row id */
export async function isRevoked(reader: Reader, id: number): Promise<boolean> {
  const row = await reader.selectFrom("tokens").select("revokedAt").where("id", "=", id).executeTakeFirst();
  return typeof row?.revokedAt === "number";
}

/** Also one that was revoked or has expired: whoever holds it is told why it is not taken. */
export async function findTokenByHash(reader: Reader, secretHash: string): Promise<PresentedToken | null> {
  const row = await records(reader)
    .leftJoin("installations", (join) =>
      join.on("installations.id", "=", (eb) =>
        eb
          .selectFrom("installations as newest")
          .select((s) => s.fn.max("newest.id").as("id"))
          .whereRef("newest.workspaceId", "=", "tokens.workspaceId"),
      ),
    )
    .select("installations.state as installationState")
    .where("tokens.secretHash", "=", secretHash)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { ...toRecord(row), installationState: row.installationState };
}

/** Notes that it was used. */
export async function touchToken(tx: Tx, id: number, at: number): Promise<void> {
  await tx.query.updateTable("tokens").set({ usedAt: at }).where("id", "=", id).execute();
}

async function written(tx: Tx, workspaceId: number, id: number): Promise<TokenRecord> {
  const token = await findToken(tx.query, workspaceId, id);
  if (token === null) throw new Error(`Token ${id} is not there after it was written.`);
  return token;
}

function records(reader: Reader) {
  return reader
    .selectFrom("tokens")
    .leftJoin("collections", "collections.document", "tokens.document")
    .leftJoin("users", "users.id", "tokens.createdBy")
    .select([
      "tokens.id",
      "tokens.workspaceId",
      "tokens.name",
      "tokens.hint",
      "tokens.scopes",
      "tokens.document",
      "tokens.createdAt",
      "tokens.expiresAt",
      "tokens.usedAt",
      "tokens.revokedAt",
      "collections.uid as collectionUid",
      "users.login as maker",
    ]);
}

type Row = Omit<TokenRecord, "scopes"> & { readonly scopes: string };

function toRecord({ scopes, ...row }: Row): TokenRecord {
  // Written as such by makeToken.
  return { ...row, scopes: JSON.parse(scopes) as Scope[] };
}
