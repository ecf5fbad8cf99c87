/** Who works on a unit, and until when: a lease that is not renewed ends, and another run may claim the unit. */
import type { Tx } from "./store.ts";
import type { UnitKind } from "./units.ts";

export const LEASE_MS = 60_000;

export interface HeldUnit {
  readonly unit: UnitKind;
  readonly id: number;
  readonly epoch: number;
}

/** Says that the run is still alive. */
export async function renewLease(tx: Tx, held: HeldUnit, now: number): Promise<void> {
  await tx.query
    .updateTable(held.unit)
    .set({ leaseUntil: now + LEASE_MS })
    .where("id", "=", held.id)
    .where("epoch", "=", held.epoch)
    .where("leaseOwner", "is not", null)
    .execute();
}

/** At start, with the data folder locked: whoever held a lease is gone. */
export async function freeAllLeases(tx: Tx): Promise<void> {
  for (const unit of ["lanes", "installations", "repositories"] as const) {
    await tx.query
      .updateTable(unit)
      .set({ leaseOwner: null, leaseUntil: null })
      .where("leaseOwner", "is not", null)
      .execute();
  }
}
