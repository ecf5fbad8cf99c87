import { expect, test } from "vitest";
import { timeLeft } from "../../src/dashboard/deleted/time-left.ts";
import {
  byPart,
  directionOf,
  levelCounts,
  limitWords,
  lineCounts,
} from "../../src/dashboard/history/comparison-words.ts";
import { uncountedPairs } from "../../src/dashboard/history/uncounted-pairs.ts";

type AnyComparison = Parameters<typeof limitWords>[0];
type AnyChange = Parameters<typeof directionOf>[0];

function aChange(given: Partial<AnyChange>): AnyChange {
  return {
    code: "operation-removed",
    level: "breaking",
    part: "GET /pets",
    message: "removed",
    why: "",
    place: { side: "from", line: 1, column: 1 },
    operations: [],
    operationCount: 0,
    ...given,
  };
}

function aComparison(given: Partial<AnyComparison>): AnyComparison {
  return {
    from: { number: 1, blob: "a" },
    to: { number: 2, blob: "b" },
    text: { unified: "", added: 1, removed: 0, cut: false },
    changes: [],
    unnamed: null,
    summary: null,
    breaking: 0,
    dangerous: 0,
    compatible: 0,
    cut: false,
    ...given,
  };
}

test("levels are told the worst first, and only those that there are", () => {
  expect(levelCounts(aComparison({ compatible: 3, breaking: 1 }))).toEqual([
    { level: "breaking", count: 1 },
    { level: "compatible", count: 3 },
  ]);
});

test.each(["kind", "kinds", "unread", "effort"] as const)(
  "why nothing is named is said in words: %s",
  (unnamed) => {
    expect(limitWords(aComparison({ changes: null, unnamed }))).toMatch(/text below/);
  },
);

test("the same text, the same meaning, and more than is listed are told apart", () => {
  const same = { unified: "", added: 0, removed: 0, cut: false };
  expect(limitWords(aComparison({ text: same }))).toMatch(/letter by letter/);
  expect(limitWords(aComparison({}))).toMatch(/^Nothing that is used differs/);
  expect(limitWords(aComparison({ changes: [aChange({})], cut: true }))).toMatch(/more changes/);
  expect(limitWords(aComparison({ changes: [aChange({})] }))).toBeNull();
});

test("lines are counted", () => {
  expect(lineCounts({ unified: "", added: 1, removed: 2, cut: false })).toBe("1 line added, 2 removed");
  expect(lineCounts(null)).toBeNull();
});

test("requests and responses are said apart, but not the requests of a collection", () => {
  expect(directionOf(aChange({ code: "request-property-added" }))).toBe("request");
  expect(directionOf(aChange({ code: "response-property-added" }))).toBe("response");
  expect(directionOf(aChange({}))).toBeNull();
  expect(directionOf(aChange({ code: "request-moved", level: null }))).toBeNull();
});

test("changes of one part stand together, in the order of the first of each", () => {
  const changes = [aChange({ part: "a" }), aChange({ part: "b" }), aChange({ part: "a" })];
  expect(byPart(changes).map(({ part, changes: own }) => [part, own.length])).toEqual([
    ["a", 2],
    ["b", 1],
  ]);
});

test.each([
  [30 * 24 * 60, "30 days"],
  [47 * 60, "1 day"],
  [23 * 60 + 59, "23 hours"],
  [59, "less than an hour"],
  [-5, "less than an hour"],
])("%i minutes are %s at least", (minutes, words) => {
  expect(timeLeft(minutes * 60_000, 0)).toBe(words);
});

test("what is to be counted are neighbours of a schema that nobody has compared yet", () => {
  const counted = { breaking: 0, dangerous: 0, compatible: 1, unnamed: null, cut: false };
  const revisions = [
    { number: 4, changes: null },
    { number: 3, changes: counted },
    { number: 2, changes: null },
    { number: 1, changes: null },
  ];
  expect(uncountedPairs(["apis", "pets", "versions", "1.0"], revisions)).toEqual([
    { from: 3, to: 4 },
    { from: 1, to: 2 },
  ]);
  expect(uncountedPairs(["collections", "x"], revisions)).toEqual([]);
});
