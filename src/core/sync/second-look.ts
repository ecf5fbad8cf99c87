/**
 * Replicas lag: a head that the lane has left already, and that no newer delivery names, is believed only when a second look
 * agrees. Without this, a slow replica would roll the store back.
 */
import type { CommitId } from "../git/object-id.ts";

export const SECOND_LOOK_MS = 30_000;

export interface HeadHistory {
  readonly head: CommitId | null;
  readonly suspectHead: CommitId | null;
  readonly suspectUntil: number | null;
  readonly leftHeads: readonly {
    readonly head: CommitId;
    readonly leftAt: number;
    /** When a delivery last named it as its `after`. */
    readonly namedAt: number | null;
  }[];
}

/** When the head must be seen again to be believed; null: it is believed now. */
export function secondLookAt(history: HeadHistory, seen: CommitId, now: number): number | null {
  if (seen === history.head) return null;
  const left = history.leftHeads.find(({ head }) => head === seen);
  if (left === undefined || (left.namedAt !== null && left.namedAt >= left.leftAt)) return null;
  if (history.suspectHead !== seen || history.suspectUntil === null) return now + SECOND_LOOK_MS;
  return now >= history.suspectUntil ? null : history.suspectUntil;
}
