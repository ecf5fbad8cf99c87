/** Accounts on GitHub in whose name saves are made. */
import type { Selectable } from "kysely";
import type { PeopleTable } from "./schema-saves.ts";
import type { Reader, Tx } from "./store.ts";

export type Person = Selectable<PeopleTable>;

/** @param login in any case */
export async function findPerson(reader: Reader, hostId: number, login: string): Promise<Person | null> {
  const row = await reader
    .selectFrom("people")
    .selectAll()
    .where("hostId", "=", hostId)
    .where("loginKey", "=", login.toLowerCase())
    .executeTakeFirst();
  return row ?? null;
}

export interface SeenPerson {
  readonly hostId: number;
  /** GitHub's id of the account. */
  readonly accountId: number;
  readonly login: string;
  readonly name: string | null;
  readonly seenAt: number;
}

/** An account of another id that took the login over is another person: the former one gives the login up, and stays. */
export async function keepPerson(tx: Tx, seen: SeenPerson): Promise<Person> {
  const loginKey = seen.login.toLowerCase();
  const former = await findPerson(tx.query, seen.hostId, seen.login);
  if (former !== null && former.accountId !== seen.accountId) {
    await tx.query
      .updateTable("people")
      // No login has such a form.
      .set({ loginKey: `#${former.id}` })
      .where("id", "=", former.id)
      .execute();
  }
  return tx.query
    .insertInto("people")
    .values({ ...seen, loginKey })
    .onConflict((conflict) =>
      conflict
        .columns(["hostId", "loginKey"])
        .doUpdateSet({ login: seen.login, name: seen.name, seenAt: seen.seenAt }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}
