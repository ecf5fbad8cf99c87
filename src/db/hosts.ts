/**
 * The hosts that are configured, as rows. The first one's workspaces have plain slugs and its App the plain addresses, so it
 * stays the first whatever is added or left out; only one that nothing came from yet makes room.
 */
import type { Reader, Tx } from "./store.ts";

export interface HostRow {
  readonly id: number;
  readonly hostname: string;
  readonly isFirst: boolean;
}

/** @param hostnames all that are configured, in their order; answered in the same order */
export async function configureHosts(tx: Tx, hostnames: readonly string[]): Promise<readonly HostRow[]> {
  const first = await firstOf(tx.query, hostnames);
  const rows: HostRow[] = [];
  await tx.query.updateTable("hosts").set({ isFirst: 0 }).where("hostname", "<>", first).execute();
  for (const hostname of hostnames) {
    const isFirst = hostname === first;
    const { id } = await tx.query
      .insertInto("hosts")
      .values({ hostname, isFirst: isFirst ? 1 : 0, blockedReason: null })
      .onConflict((conflict) => conflict.column("hostname").doUpdateSet({ isFirst: isFirst ? 1 : 0 }))
      .returning("id")
      .executeTakeFirstOrThrow();
    rows.push({ id, hostname, isFirst });
  }
  return rows;
}

/** Which of them would be the first; empty where none is configured. */
export async function firstOf(reader: Reader, hostnames: readonly string[]): Promise<string> {
  const rows = await reader
    .selectFrom("hosts")
    .select((eb) => [
      "hostname",
      eb
        .exists(
          eb.selectFrom("workspaces").select("workspaces.id").whereRef("workspaces.hostId", "=", "hosts.id"),
        )
        .as("isInUse"),
    ])
    .where("isFirst", "=", 1)
    .orderBy("id")
    .execute();
  const held =
    rows.find(({ hostname }) => hostnames.includes(hostname)) ?? rows.find(({ isInUse }) => isInUse);
  return held?.hostname ?? hostnames[0] ?? "";
}
