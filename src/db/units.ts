/**
 * Units of work: lanes, installations and repositories. An event marks a unit dirty in the transaction that is the event's
 * cause; the queue (lanes/) brings dirty units to rest.
 */
import { type RawBuilder, sql } from "kysely";
import type { CommitId } from "../core/git/object-id.ts";
import { type Statement, statement } from "./statement.ts";
import type { Tx } from "./store.ts";

export type UnitKind = "installations" | "repositories" | "lanes";

/** `look`: GitHub may have changed. `head`: what the event says the head is now; the look is spared where the lane rests there. */
export type Mark =
  | { readonly unit: "installations"; readonly id: number }
  /** `isForConfig`: what GitHub says of the repository itself need not be read again. */
  | { readonly unit: "repositories"; readonly id: number; readonly isForConfig?: true }
  | { readonly unit: "lanes"; readonly id: number; readonly look: false }
  | { readonly unit: "lanes"; readonly id: number; readonly look: true; readonly head: CommitId | null };

/** The columns of a unit that is made: nobody waits for it and nobody works on it. */
export const NOT_WAITING = { waitingSince: null, leaseOwner: null, leaseUntil: null } as const;

/** Marks in id order; never lowers the run-at or attempts of a waiting unit. */
export async function markDirty(tx: Tx, marks: readonly Mark[], now: number): Promise<void> {
  if (marks.length === 0) return;
  const ordered = marks.toSorted((a, b) => (a.unit === b.unit ? a.id - b.id : a.unit < b.unit ? -1 : 1));
  for (const mark of ordered) {
    if (mark.unit === "lanes" && mark.look) await markLook(tx, mark.id, mark.head, now);
    else if (mark.unit === "repositories" && mark.isForConfig !== true)
      await raiseReading(tx, { id: mark.id, now });
    else await markOnce(tx, mark.unit, mark.id, now);
  }
  tx.signal("units");
}

async function markOnce(tx: Tx, unit: UnitKind, id: number, now: number): Promise<void> {
  const { changes } = await RAISE_WAITING[unit](tx, { id });
  if (changes === 0) await RAISE[unit](tx, { id, now });
}

/** Several looks at once name a head together only where all name the same one. */
async function markLook(tx: Tx, id: number, head: CommitId | null, now: number): Promise<void> {
  const { changes } = await raiseWaitingLook(tx, { id, head });
  if (changes === 0) await raiseLook(tx, { id, head, now });
}

const RAISED = { dirty: sql<number>`"dirty" + 1` } as const;

/** The time since when it waits is left alone: naming it would write the index of the waiting, too. */
const RAISE_WAITING = {
  installations: raiseWaiting("installations"),
  repositories: raiseWaiting("repositories"),
  lanes: raiseWaiting("lanes"),
} as const satisfies Record<UnitKind, unknown>;

const RAISE = {
  installations: raise("installations"),
  repositories: raise("repositories"),
  lanes: raise("lanes"),
} as const satisfies Record<UnitKind, unknown>;

function raiseWaiting(unit: UnitKind): Statement<{ id: number }, unknown> {
  return statement((reader, value) =>
    reader.updateTable(unit).set(RAISED).where("id", "=", value("id")).where("waitingSince", "is not", null),
  );
}

function raise(unit: UnitKind): Statement<{ id: number; now: number }, unknown> {
  return statement((reader, value) =>
    reader
      .updateTable(unit)
      .set({ ...RAISED, waitingSince: value("now") })
      .where("id", "=", value("id")),
  );
}

const raiseReading = statement<{ id: number; now: number }>((reader, value) =>
  reader
    .updateTable("repositories")
    .set({
      dirty: sql`"dirty" + 1`,
      look: sql`"dirty" + 1`,
      waitingSince: sql`coalesce("waitingSince", ${value("now")})`,
    })
    .where("id", "=", value("id")),
);

const raiseWaitingLook = statement<{ id: number; head: CommitId | null }>((reader, value) =>
  reader
    .updateTable("lanes")
    .set(raisedLook(value("head")))
    .where("id", "=", value("id"))
    .where("waitingSince", "is not", null),
);

const raiseLook = statement<{ id: number; head: CommitId | null; now: number }>((reader, value) =>
  reader
    .updateTable("lanes")
    .set({ ...raisedLook(value("head")), waitingSince: value("now") })
    .where("id", "=", value("id")),
);

function raisedLook(head: RawBuilder<CommitId | null>) {
  return {
    ...RAISED,
    look: sql<number>`"dirty" + 1`,
    lookHead: sql<CommitId | null>`case when "look" <= "looked" or "lookHead" = ${head} then ${head} end`,
  };
}
