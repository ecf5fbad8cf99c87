/**
 * Replicas lag: a look may show a head older than the one that the lane is at. Believed, it would roll the store back. So
 * another head than the lane's own is believed at once only where it certainly came later:
 *
 * - deliveries tell of a way from the lane's head to it, and of none back; or
 * - it is built on the lane's head, and neither the lane nor a delivery says that the branch has left it.
 *
 * Any other is believed when a look 30 s later sees it again. Clocks say nothing here: they are those of whoever committed.
 */
import type { CommitId } from "../git/object-id.ts";

export const SECOND_LOOK_MS = 30_000;

/** What a push says of its branch; null: the branch was, or is, not there. */
export interface ToldMove {
  readonly id: number;
  readonly before: CommitId | null;
  readonly after: CommitId | null;
  /** No look has answered it yet. */
  readonly isNew: boolean;
}

export interface LeftHead {
  readonly head: CommitId;
  /** Whether the lane was there itself; else a delivery said that the branch has left it. */
  readonly wasSeen: boolean;
}

export interface HeadHistory {
  /** Where the lane is, or was before it forgot. */
  readonly lastHead: CommitId | null;
  readonly suspectHead: CommitId | null;
  readonly suspectUntil: number | null;
  readonly leftHeads: readonly LeftHead[];
  /** Those that the lane has not caught up with, in any order. */
  readonly moves: readonly ToldMove[];
}

export interface SeenHead {
  readonly head: CommitId;
  /** The newest of them. */
  readonly ancestors: readonly CommitId[];
}

/** When the head must be seen again to be believed; null: it is believed now. */
export function secondLookAt(history: HeadHistory, seen: SeenHead, now: number): number | null {
  const { lastHead, suspectHead, suspectUntil } = history;
  if (lastHead === null || seen.head === lastHead || isLater(history, lastHead, seen)) return null;
  if (suspectHead !== seen.head || suspectUntil === null) return now + SECOND_LOOK_MS;
  return now >= suspectUntil ? null : suspectUntil;
}

function isLater({ leftHeads, moves }: HeadHistory, lastHead: CommitId, seen: SeenHead): boolean {
  const left = leftHeads.find(({ head }) => head === seen.head);
  if (leadsTo(moves, seen.head, lastHead)) return false;
  // Told from here to a head that others told of leaving: which of both came first, nobody knows.
  if (leadsTo(moves, lastHead, seen.head)) return left?.wasSeen ?? true;
  return left === undefined && seen.ancestors.includes(lastHead);
}

export interface CaughtUp {
  /** Moves that say nothing more once this head is believed. */
  readonly done: readonly number[];
  /** Heads that the branch has left, as those moves say. */
  readonly left: readonly CommitId[];
  /** A delivery told of a head that may come after this one: a replica lagged, or the delivery came late. */
  readonly isToldOfMore: boolean;
}

/** What becomes of the moves when a look is believed. @param seen null: the repository is empty */
export function catchUp({ leftHeads, moves }: HeadHistory, seen: CommitId | null): CaughtUp {
  const ahead = reachedFrom(moves, seen);
  const isKept = ({ before, isNew }: ToldMove): boolean => isNew && (before === seen || ahead.has(before));
  const done = moves.filter((move) => !isKept(move));
  const left = done.flatMap(({ before }) => (before === null || before === seen ? [] : [before]));
  const known = new Set<CommitId | null>([...leftHeads.map(({ head }) => head), ...left]);
  const isExplained = ({ after }: ToldMove): boolean =>
    after === seen || (!ahead.has(after) && (known.has(after) || leadsTo(moves, after, seen)));
  return {
    done: done.map(({ id }) => id),
    left,
    isToldOfMore: moves.some((move) => move.isNew && !isExplained(move)),
  };
}

type Place = CommitId | null;

function leadsTo(moves: readonly ToldMove[], from: Place, to: Place): boolean {
  return reachedFrom(moves, from).has(to);
}

/** Where moves lead from a place, one after the other; the place itself only where they come back to it. */
function reachedFrom(moves: readonly ToldMove[], from: Place): ReadonlySet<Place> {
  const reached = new Set<Place>();
  const open: Place[] = [from];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    for (const { before, after } of moves) {
      if (before !== place || reached.has(after)) continue;
      reached.add(after);
      open.push(after);
    }
  }
  return reached;
}
