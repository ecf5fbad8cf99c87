/** Sign-ins under way, from the moment when a browser is sent to GitHub until GitHub sends it back. */
import type { Insertable, Selectable } from "kysely";
import type { LoginsTable } from "./schema-access.ts";
import type { Tx } from "./store.ts";

/** Anybody may begin a sign-in: beyond this many the oldest are forgotten, and their people begin again. */
const KEPT_AT_MOST = 10_000;

export type Login = Selectable<LoginsTable>;

/** Forgets those that expired. */
export async function makeLogin(tx: Tx, login: Insertable<LoginsTable>, now: number): Promise<void> {
  await tx.query.deleteFrom("logins").where("expiresAt", "<=", now).execute();
  const { id } = await tx.query.insertInto("logins").values(login).returning("id").executeTakeFirstOrThrow();
  // A new row has the highest id of all that are there.
  await tx.query
    .deleteFrom("logins")
    .where("id", "<=", id - KEPT_AT_MOST)
    .execute();
}

/** Takes it out, so that no second answer finds it. Null where there is none, or none any more. */
export async function takeLogin(tx: Tx, stateHash: string): Promise<Login | null> {
  const row = await tx.query
    .deleteFrom("logins")
    .where("stateHash", "=", stateHash)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}
