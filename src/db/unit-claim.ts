/** Installations and repositories as queues: few, so the longest-waiting goes first, and that is all. */
import { sql } from "kysely";
import { LEASE_MS } from "./leases.ts";
import type { Reader, Tx } from "./store.ts";

export type DirectoryUnit = "installations" | "repositories";

export interface UnitLease {
  readonly unit: DirectoryUnit;
  readonly id: number;
  readonly epoch: number;
  readonly dirty: number;
  readonly attempts: number;
}

export async function claimUnit(
  tx: Tx,
  unit: DirectoryUnit,
  { owner, now }: { readonly owner: string; readonly now: number },
): Promise<UnitLease | null> {
  const due = await tx.query
    .selectFrom(unit)
    .innerJoin("hosts", "hosts.id", `${unit}.hostId`)
    .select([
      `${unit}.id as id`,
      `${unit}.epoch as epoch`,
      `${unit}.dirty as dirty`,
      `${unit}.attempts as attempts`,
    ])
    .where(`${unit}.waitingSince`, "is not", null)
    .where((eb) => eb.or([eb(`${unit}.leaseOwner`, "is", null), eb(`${unit}.leaseUntil`, "<", now)]))
    .where(`${unit}.runAt`, "<=", now)
    .where("hosts.blockedUntil", "<=", now)
    .orderBy(`${unit}.waitingSince`)
    .limit(1)
    .executeTakeFirst();
  if (due === undefined) return null;
  const epoch = due.epoch + 1;
  await tx.query
    .updateTable(unit)
    .set({ leaseOwner: owner, leaseUntil: now + LEASE_MS, epoch })
    .where("id", "=", due.id)
    .execute();
  return { unit, id: due.id, epoch, dirty: due.dirty, attempts: due.attempts };
}

export async function nextUnitDueAt(reader: Reader, unit: DirectoryUnit): Promise<number | null> {
  const row = await reader
    .selectFrom(unit)
    .innerJoin("hosts", "hosts.id", `${unit}.hostId`)
    .select(sql<number | null>`min(max(${sql.ref(`${unit}.runAt`)}, "hosts"."blockedUntil"))`.as("at"))
    .where(`${unit}.waitingSince`, "is not", null)
    .where(`${unit}.leaseOwner`, "is", null)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** `retryAt`: not done, and due again then. */
export async function finishUnit(
  tx: Tx,
  lease: UnitLease,
  { retryAt, now }: { readonly retryAt: number | null; readonly now: number },
): Promise<void> {
  await tx.query
    .updateTable(lease.unit)
    .set({
      leaseOwner: null,
      leaseUntil: null,
      ...(retryAt === null
        ? {
            clean: lease.dirty,
            attempts: 0,
            runAt: 0,
            waitingSince: sql<number | null>`case when "dirty" > ${lease.dirty} then ${now} end`,
          }
        : { attempts: lease.attempts + 1, runAt: retryAt }),
    })
    .where("id", "=", lease.id)
    .where("epoch", "=", lease.epoch)
    .execute();
  tx.signal("units");
}
