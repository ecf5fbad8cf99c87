import { describe, expect, test } from "vitest";
import { type CommitId, parseCommitId } from "../../../src/core/git/object-id.ts";
import {
  catchUp,
  type HeadHistory,
  secondLookAt,
  type ToldMove,
} from "../../../src/core/sync/second-look.ts";

const idOf = (letter: string): CommitId => parseCommitId(letter.repeat(40));
const [NOW, OLD, NEW, OTHER] = [idOf("a"), idOf("b"), idOf("c"), idOf("d")];

type Place = CommitId | null;

function told(...moves: readonly (readonly [Place, Place])[]): readonly ToldMove[] {
  return moves.map(([before, after], index) => ({ id: index + 1, before, after, isNew: true }));
}

function aHistory(fields: Partial<HeadHistory> = {}): HeadHistory {
  return { lastHead: NOW, suspectHead: null, suspectUntil: null, leftHeads: [], moves: [], ...fields };
}

const left = (head: CommitId, wasSeen = true): Partial<HeadHistory> => ({ leftHeads: [{ head, wasSeen }] });

interface Row {
  readonly says: string;
  readonly history?: Partial<HeadHistory>;
  readonly seen: CommitId;
  readonly on?: CommitId;
}

function lookAt({ history = {}, seen, on }: Row): number | null {
  const ancestors = on === undefined ? [seen] : [seen, on];
  return secondLookAt(aHistory(history), { head: seen, ancestors }, 200);
}

describe("a head that was seen is believed at once where", () => {
  test.each<Row>([
    { says: "the lane rests at it", seen: NOW, history: { moves: told([NOW, NEW]) } },
    { says: "the lane has never been anywhere", seen: NEW, history: { lastHead: null } },
    { says: "it is built on the lane's", seen: NEW, on: NOW },
    {
      says: "a delivery names it as what came after the lane's",
      seen: NEW,
      history: { moves: told([NOW, NEW]) },
    },
    { says: "several do, in any order", seen: NEW, history: { moves: told([OTHER, NEW], [NOW, OTHER]) } },
    {
      says: "the branch was deleted and made again",
      seen: NEW,
      history: { moves: told([NOW, null], [null, NEW]) },
    },
    {
      says: "the branch was forced back to where the lane was",
      seen: OLD,
      history: { ...left(OLD), moves: told([NOW, OLD]) },
    },
  ])("$says", (row) => {
    expect(lookAt(row)).toBeNull();
  });
});

describe("a head that was seen is looked at again after 30 s where", () => {
  test.each<Row>([
    { says: "the lane has left it", seen: OLD, history: left(OLD) },
    {
      says: "the lane has left it, though it is built on the lane's",
      seen: OLD,
      on: NOW,
      history: left(OLD),
    },
    { says: "a delivery says that the branch has left it", seen: OLD, on: NOW, history: left(OLD, false) },
    { says: "it is built on something else", seen: OTHER, on: OLD },
    {
      says: "deliveries lead from it to the lane's",
      seen: OLD,
      on: NOW,
      history: { moves: told([OLD, OTHER], [OTHER, NOW]) },
    },
    {
      says: "deliveries lead there and back",
      seen: NEW,
      on: NOW,
      history: { moves: told([NEW, NOW], [NOW, NEW]) },
    },
    {
      says: "a late delivery leads to what others have left",
      seen: OLD,
      history: { ...left(OLD, false), moves: told([NOW, OLD]) },
    },
  ])("$says", (row) => {
    expect(lookAt(row)).toBe(30_200);
  });
});

test("it is believed when the second look agrees, not before, and not for another one", () => {
  const suspected = aHistory({ ...left(OLD), suspectHead: OLD, suspectUntil: 30_200 });
  const seen = { head: OLD, ancestors: [] };
  expect(secondLookAt(suspected, seen, 30_100)).toBe(30_200);
  expect(secondLookAt(suspected, seen, 30_200)).toBeNull();
  expect(secondLookAt({ ...suspected, suspectHead: OTHER }, seen, 30_200)).toBe(60_200);
});

describe("once a head is believed", () => {
  test("what led to it is done, and its places are left; what leads on is kept", () => {
    const moves = told([OLD, OTHER], [OTHER, NOW], [NOW, NEW]);
    expect(catchUp(aHistory({ moves }), NOW)).toEqual({
      done: [1, 2],
      left: [OLD, OTHER],
      isToldOfMore: true,
    });
  });

  test("a move is kept until a look has answered it", () => {
    const moves = told([NOW, NEW]).map((move) => ({ ...move, isNew: false }));
    expect(catchUp(aHistory({ moves }), NOW)).toEqual({ done: [1], left: [], isToldOfMore: false });
  });

  test.each<{ readonly says: string; readonly moves: readonly ToldMove[]; readonly more: boolean }>([
    { says: "a head that nobody knows may come after it", moves: told([OLD, NEW]), more: true },
    { says: "a head that it was left for comes after it", moves: told([NOW, OLD]), more: true },
    { says: "a branch that was deleted may still be", moves: told([OTHER, null]), more: true },
    { says: "a head that was left came before it", moves: told([OTHER, OLD]), more: false },
    { says: "a head that leads to it came before it", moves: told([OTHER, NEW], [NEW, NOW]), more: false },
    {
      says: "where deliveries lead in a circle, nothing is certain",
      moves: told([NOW, NEW], [NEW, NOW]),
      more: true,
    },
    {
      says: "a branch made again was not there before it",
      moves: told([OTHER, null], [null, NOW]),
      more: false,
    },
  ])("$says", ({ moves, more }) => {
    expect(catchUp(aHistory({ ...left(OLD), moves }), NOW).isToldOfMore).toBe(more);
  });

  test("in an empty repository nothing is left to catch up with but a push", () => {
    expect(catchUp(aHistory({ moves: told([null, NEW]) }), null)).toMatchObject({
      done: [],
      isToldOfMore: true,
    });
    expect(catchUp(aHistory({ moves: told([NOW, null]) }), null)).toEqual({
      done: [1],
      left: [NOW],
      isToldOfMore: false,
    });
  });
});
