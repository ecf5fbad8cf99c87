/** People who signed in, keyed by GitHub's id of their account on its host: a renamed account stays the same user. */
import type { Selectable } from "kysely";
import type { UsersTable } from "./schema-access.ts";
import type { Reader, Tx } from "./store.ts";

export type User = Selectable<UsersTable>;

export interface SeenUser {
  readonly hostId: number;
  /** GitHub's id of the account. */
  readonly accountId: number;
  readonly login: string;
  readonly name: string | null;
  readonly avatarUrl: string | null;
  readonly seenAt: number;
}

/** Under the login and name that the account has now. @returns its row id */
export async function keepUser(tx: Tx, seen: SeenUser): Promise<number> {
  const { hostId: _hostId, accountId: _accountId, ...present } = seen;
  const { id } = await tx.query
    .insertInto("users")
    .values({ ...seen, createdAt: seen.seenAt })
    .onConflict((conflict) => conflict.columns(["hostId", "accountId"]).doUpdateSet(present))
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** @param id row id */
export async function findUser(reader: Reader, id: number): Promise<User | null> {
  const row = await reader.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirst();
  return row ?? null;
}
