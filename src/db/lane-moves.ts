/** What deliveries say of a lane's branch, in ids of commits: kept until a look has caught up with it. */
import type { CommitId } from "../core/git/object-id.ts";
import type { ToldMove } from "../core/sync/second-look.ts";
import { statement } from "./statement.ts";
import type { Reader, Tx } from "./store.ts";

/** More than that no lane falls behind while it may look. */
const MOVES_KEPT = 64;

export interface LaneMove {
  readonly lane: number;
  readonly before: CommitId | null;
  readonly after: CommitId | null;
  /** Where the lane waits to see once more is where the branch is said to be: it need not wait. */
  readonly endsWait: boolean;
}

/**
 * Belongs after the mark of the same delivery. What the lane has done itself is no news.
 * @param delivery the row id of the delivery that tells of them: no two of one lane
 */
export async function recordMoves(tx: Tx, delivery: number, moves: readonly LaneMove[]): Promise<void> {
  for (const { endsWait, ...move } of moves) {
    await insertMove(tx, { ...move, delivery });
    if (endsWait) await endWait(tx, { lane: move.lane });
  }
}

/** @param looked the number up to which looks have been done */
export async function loadMoves(reader: Reader, lane: number, looked: number): Promise<readonly ToldMove[]> {
  const rows = await reader
    .selectFrom("laneMoves")
    .select(["delivery", "before", "after", "look"])
    .where("lane", "=", lane)
    .orderBy("delivery", "desc")
    .limit(MOVES_KEPT)
    .execute();
  return rows.map(({ delivery, look, ...move }) => ({ ...move, id: delivery, isNew: look > looked }));
}

/** What a look has caught up with; and where nobody looks, all but the newest. */
export async function forgetMoves(tx: Tx, lane: number, moves: readonly number[]): Promise<void> {
  if (moves.length === 0) return;
  await tx.query.deleteFrom("laneMoves").where("lane", "=", lane).where("delivery", "in", moves).execute();
}

/** A lane that never looks, such as one of paused links, keeps no more than another. */
export async function forgetOldMoves(tx: Tx, lane: number, moves: readonly ToldMove[]): Promise<void> {
  const oldest = moves.at(-1);
  if (moves.length < MOVES_KEPT || oldest === undefined) return;
  await tx.query.deleteFrom("laneMoves").where("lane", "=", lane).where("delivery", "<", oldest.id).execute();
}

/** The lane goes this way itself: whoever tells of it as well says nothing new. */
export async function forgetOwnMove(
  tx: Tx,
  lane: number,
  { before, after }: { readonly before: CommitId; readonly after: CommitId },
): Promise<void> {
  await tx.query
    .deleteFrom("laneMoves")
    .where("lane", "=", lane)
    .where("before", "=", before)
    .where("after", "=", after)
    .execute();
}

const insertMove = statement<Omit<LaneMove, "endsWait"> & { delivery: number }>((reader, value) =>
  reader
    .insertInto("laneMoves")
    .columns(["lane", "delivery", "before", "after", "look"])
    .expression((eb) =>
      eb
        .selectFrom("lanes")
        .select((of) => [
          "lanes.id",
          value("delivery").as("delivery"),
          value("before").as("before"),
          value("after").as("after"),
          of.ref("lanes.look").as("look"),
        ])
        .where("lanes.id", "=", value("lane"))
        .where((of) =>
          of.not(
            of.exists(
              of
                .selectFrom("laneHeads")
                .select("laneHeads.id")
                .whereRef("laneHeads.lane", "=", "lanes.id")
                .where("lanes.head", "=", value("after"))
                .where("laneHeads.head", "=", value("before"))
                .where("laneHeads.wasSeen", "=", 1),
            ),
          ),
        ),
    ),
);

const endWait = statement<{ lane: number }>((reader, value) =>
  reader
    .updateTable("lanes")
    .set({ runAt: 0 })
    .where("id", "=", value("lane"))
    .whereRef("runAt", "=", "suspectUntil"),
);
