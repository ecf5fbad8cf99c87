/**
 * The `lanes` table as a queue. A lane is due while it is dirty, its back-off is over, neither its installation nor its host
 * is blocked, and there is something that may be done now: a look, or a commit that the pace allows.
 */
import { sql, type SqlBool } from "kysely";
import { LEASE_MS } from "./leases.ts";
import type { Reader, Tx } from "./store.ts";

/** Where all that waits to be committed is of links that keep a rest of their own (`quiet`): when the first of these is over. */
const QUIET_UNTIL = sql<number>`coalesce((
  select min(coalesce("links"."committedAt", 0) + "links"."quietMs") from "links"
  where "links"."lane" = "lanes"."id" and "links"."isPaused" = 0
    and "links"."state" = 'pending' and "links"."code" = 'saving'), 0)`;

export interface Lease {
  readonly lane: number;
  readonly installation: number;
  readonly epoch: number;
}

export interface ClaimOptions {
  readonly owner: string;
  readonly now: number;
  /** Installations that have their share of the workers already. */
  readonly busyInstallations: readonly number[];
}

/** Takes the longest-waiting lane that is due; null where none is. */
export async function claimLane(tx: Tx, options: ClaimOptions): Promise<Lease | null> {
  const due = await tx.query
    .selectFrom("lanes")
    .innerJoin("repositories", "repositories.id", "lanes.repository")
    .innerJoin("installations", "installations.id", "repositories.installation")
    .innerJoin("hosts", "hosts.id", "installations.hostId")
    .select(["lanes.id as lane", "installations.id as installation", "lanes.epoch"])
    .where("lanes.waitingSince", "is not", null)
    .where((eb) => eb.or([eb("lanes.leaseOwner", "is", null), eb("lanes.leaseUntil", "<", options.now)]))
    .where("lanes.runAt", "<=", options.now)
    .where(
      sql<SqlBool>`("lanes"."look" > "lanes"."looked"
        or ("lanes"."commitAt" <= ${options.now} and ${QUIET_UNTIL} <= ${options.now}))`,
    )
    .where("installations.blockedUntil", "<=", options.now)
    .where("hosts.blockedUntil", "<=", options.now)
    .$if(options.busyInstallations.length > 0, (query) =>
      query.where("installations.id", "not in", options.busyInstallations),
    )
    .orderBy("lanes.waitingSince")
    .limit(1)
    .executeTakeFirst();
  if (due === undefined) return null;
  const epoch = due.epoch + 1;
  await tx.query
    .updateTable("lanes")
    .set({ leaseOwner: options.owner, leaseUntil: options.now + LEASE_MS, epoch })
    .where("id", "=", due.lane)
    .execute();
  return { lane: due.lane, installation: due.installation, epoch };
}

/** When the next lane becomes due, or its lease ends unfinished; null where none waits. */
export async function nextLaneDueAt(
  reader: Reader,
  busyInstallations: readonly number[],
): Promise<number | null> {
  const row = await reader
    .selectFrom("lanes")
    .innerJoin("repositories", "repositories.id", "lanes.repository")
    .innerJoin("installations", "installations.id", "repositories.installation")
    .innerJoin("hosts", "hosts.id", "installations.hostId")
    .select(
      sql<number | null>`min(max(
        "lanes"."runAt",
        coalesce("lanes"."leaseUntil" + 1, 0),
        case when "lanes"."look" > "lanes"."looked" then 0 else max("lanes"."commitAt", ${QUIET_UNTIL}) end,
        "installations"."blockedUntil",
        "hosts"."blockedUntil"))`.as("at"),
    )
    .where("lanes.waitingSince", "is not", null)
    .$if(busyInstallations.length > 0, (query) =>
      query.where("installations.id", "not in", busyInstallations),
    )
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Whether the claim still holds: an apply of an old epoch changes nothing. */
export async function holdsLease(tx: Tx, lease: Lease): Promise<boolean> {
  const row = await tx.query
    .selectFrom("lanes")
    .select("id")
    .where("id", "=", lease.lane)
    .where("epoch", "=", lease.epoch)
    .executeTakeFirst();
  return row !== undefined;
}
