/** Installations and repositories as queues: few, so the longest-waiting goes first, and that is all. */
import { sql } from "kysely";
import type { PendingReason } from "../core/sync/model.ts";
import { type Block, raiseBlock } from "./blocks.ts";
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

export interface ClaimingUnit {
  readonly owner: string;
  readonly now: number;
}

export async function claimUnit(
  tx: Tx,
  unit: DirectoryUnit,
  { owner, now }: ClaimingUnit,
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
    .where(blockedUntil(unit), "<=", now)
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
    .select(
      sql<
        number | null
      >`min(max(${sql.ref(`${unit}.runAt`)}, "hosts"."blockedUntil", ${blockedUntil(unit)}))`.as("at"),
    )
    .where(`${unit}.waitingSince`, "is not", null)
    .where(`${unit}.leaseOwner`, "is", null)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** A repository is asked about with its installation's token, whose limits count; an installation with the App's own. */
function blockedUntil(unit: DirectoryUnit) {
  return unit === "installations"
    ? sql<number>`0`
    : sql<number>`(select "blockedUntil" from "installations" where "id" = "repositories"."installation")`;
}

export interface UnitEnd {
  /** Not done, and due again then. */
  readonly retryAt: number | null;
  /** What else waits until then, and why. */
  readonly blocks: { readonly unit: "installation" | "host"; readonly reason: PendingReason } | null;
}

export async function finishUnit(
  tx: Tx,
  lease: UnitLease,
  { retryAt, blocks, now }: UnitEnd & { readonly now: number },
): Promise<void> {
  if (retryAt !== null && blocks !== null) await blockFor(tx, lease, { ...blocks, until: retryAt });
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

async function blockFor(tx: Tx, { unit, id }: UnitLease, block: Block): Promise<void> {
  // The limit was that of the App's own requests, by which no lane works.
  if (unit === "installations") return;
  const of = await tx.query
    .selectFrom("repositories")
    .select(["hostId", "installation"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  await raiseBlock(tx, of, block);
}
