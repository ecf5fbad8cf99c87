import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchSequences } from "../../../src/core/merge/match-sequences.ts";

const aSequence = fc
  .array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 })
  .map((all) => Int32Array.from(all));

/** The length of the longest common subsequence, by the textbook. */
function longest(a: Int32Array, b: Int32Array): number {
  let row = Array.from({ length: b.length + 1 }, () => 0);
  for (const one of a) {
    const next = [0];
    for (const [at, other] of b.entries()) {
      next.push(one === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function expectMatching(a: Int32Array, b: Int32Array, matches: Int32Array): void {
  let previous = -1;
  for (const [at, match] of matches.entries()) {
    if (match === -1) continue;
    expect(match).toBeGreaterThan(previous);
    expect(b[match]).toBe(a[at]);
    previous = match;
  }
}

describe("matchSequences", () => {
  test("matches equal elements in order, as many as can be", () => {
    fc.assert(
      fc.property(aSequence, aSequence, (a, b) => {
        const matches = matchSequences(a, b, { steps: 1e6 });
        expectMatching(a, b, matches);
        expect(matches.filter((match) => match !== -1)).toHaveLength(longest(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  test("stays true when its budget ends early", () => {
    fc.assert(
      fc.property(aSequence, aSequence, fc.nat(60), (a, b, steps) => {
        expectMatching(a, b, matchSequences(a, b, { steps }));
      }),
    );
  });

  test.each([
    ["100,000 equal lines, one more at either end", () => 0],
    ["100,000 lines of two kinds in turn", (at: number) => at % 2],
    ["100,000 different lines", (at: number) => at],
  ])("is quick where little differs: %s", (_what, valueAt) => {
    const a = Int32Array.from({ length: 100_000 }, (_, at) => valueAt(at));
    const b = Int32Array.from([-1, ...a, -2]);
    const budget = { steps: 1e9 };
    const matches = matchSequences(a, b, budget);
    expect(matches.every((match, at) => match === at + 1)).toBe(true);
    expect(1e9 - budget.steps).toBeLessThan(1e6);
  });

  test("spends no more than its budget, and little over it", () => {
    const a = Int32Array.from({ length: 200_000 }, (_, at) => (at * 7919) % 1009);
    const b = Int32Array.from({ length: 200_000 }, (_, at) => (at * 104_729) % 1013);
    const budget = { steps: 5e6 };
    expectMatching(a, b, matchSequences(a, b, budget));
    expect(budget.steps).toBeGreaterThan(-1e6);
  });
});
