/**
 * Sessions of people who signed in: the hash of the cookie's secret, and the person's own tokens, encrypted. A session that is
 * over is deleted; whatever is under way for it finds it gone.
 */
import type { Insertable } from "kysely";
import { IDLE_MS } from "../core/access/session-lifetime.ts";
import { recordActivity } from "./activity.ts";
import type { SessionsTable } from "./schema-access.ts";
import type { Reader, Tx } from "./store.ts";

/** Rows that one prune takes at most, so that no other write waits long. */
const PRUNED_AT_ONCE = 500;

export interface SessionRecord {
  readonly id: number;
  readonly secretHash: string;
  /** Row ids of the user and its host. */
  readonly userId: number;
  readonly hostId: number;
  readonly hostname: string;
  /** GitHub's id. */
  readonly accountId: number;
  readonly login: string;
  readonly tokens: SealedTokens;
  readonly usedAt: number;
  readonly expiresAt: number;
}

/** The tokens are encrypted; times are milliseconds since 1970, null where a token does not expire. */
export interface SealedTokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: number | null;
  readonly refreshToken: string | null;
  readonly refreshTokenExpiresAt: number | null;
}

/** @returns its row id */
export async function makeSession(tx: Tx, session: Insertable<SessionsTable>): Promise<number> {
  const { id } = await tx.query
    .insertInto("sessions")
    .values(session)
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function findSession(reader: Reader, secretHash: string): Promise<SessionRecord | null> {
  const row = await sessions(reader).where("sessions.secretHash", "=", secretHash).executeTakeFirst();
  return row === undefined ? null : toSession(row);
}

/** @param id row id */
export async function loadSession(reader: Reader, id: number): Promise<SessionRecord | null> {
  const row = await sessions(reader).where("sessions.id", "=", id).executeTakeFirst();
  return row === undefined ? null : toSession(row);
}

/** In the order of their row ids, from `after` on. */
export async function listSessions(
  reader: Reader,
  after: number,
  limit: number,
): Promise<readonly SessionRecord[]> {
  const rows = await sessions(reader)
    .where("sessions.id", ">", after)
    .orderBy("sessions.id")
    .limit(limit)
    .execute();
  return rows.map(toSession);
}

/** Notes that it was used, from when its time without use counts. */
export async function touchSession(tx: Tx, id: number, usedAt: number): Promise<void> {
  await tx.query.updateTable("sessions").set({ usedAt }).where("id", "=", id).execute();
}

/** @returns false where the session is over, or has other tokens than those that these replace */
export async function renewTokens(
  tx: Tx,
  { id, tokens }: Pick<SessionRecord, "id" | "tokens">,
  renewed: SealedTokens,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable("sessions")
    .set(renewed)
    .where("id", "=", id)
    .where("accessToken", "=", tokens.accessToken)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** @returns false where it was over already */
export async function endSession(tx: Tx, id: number): Promise<boolean> {
  const { numDeletedRows } = await tx.query
    .deleteFrom("sessions")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

/** @param account GitHub's id of it, on the host of that row id. @returns how many there were */
export async function endSessionsOf(
  tx: Tx,
  account: { readonly hostId: number; readonly accountId: number },
): Promise<number> {
  const { numDeletedRows } = await tx.query
    .deleteFrom("sessions")
    .where("user", "in", (eb) =>
      eb
        .selectFrom("users")
        .select("id")
        .where("hostId", "=", account.hostId)
        .where("accountId", "=", account.accountId),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** GitHub said that it takes none of the person's tokens any more. */
export async function endRevokedSessions(
  tx: Tx,
  account: { readonly hostId: number; readonly accountId: number },
  at: number,
): Promise<void> {
  const ended = await endSessionsOf(tx, account);
  if (ended === 0) return;
  const data = { accountId: account.accountId, sessions: ended, reason: "revoked" };
  await recordActivity(tx, { workspaceId: null, type: "session.ended", at, data });
}

/** Deletes those that are over. @returns whether there may be more */
export async function pruneSessions(tx: Tx, now: number): Promise<boolean> {
  const { numDeletedRows } = await tx.query
    .deleteFrom("sessions")
    .where("id", "in", (eb) =>
      eb
        .selectFrom("sessions")
        .select("id")
        .where((over) => over.or([over("expiresAt", "<=", now), over("usedAt", "<=", now - IDLE_MS)]))
        .limit(PRUNED_AT_ONCE),
    )
    .executeTakeFirstOrThrow();
  return numDeletedRows === BigInt(PRUNED_AT_ONCE);
}

function sessions(reader: Reader) {
  return reader
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.user")
    .innerJoin("hosts", "hosts.id", "users.hostId")
    .select([
      "sessions.id",
      "sessions.secretHash",
      "sessions.user as userId",
      "sessions.accessToken",
      "sessions.accessTokenExpiresAt",
      "sessions.refreshToken",
      "sessions.refreshTokenExpiresAt",
      "sessions.usedAt",
      "sessions.expiresAt",
      "users.hostId",
      "users.accountId",
      "users.login",
      "hosts.hostname",
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof sessions>["execute"]>>[number];

function toSession(row: Row): SessionRecord {
  const { accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt, ...session } = row;
  return {
    ...session,
    tokens: { accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt },
  };
}
