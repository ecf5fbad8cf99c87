import { describe, expect, test } from "vitest";
import { backOffMs } from "../../../src/core/sync/back-off.ts";
import { type Pace, restAfterCommit, withinBudget } from "../../../src/core/sync/pace.ts";

/** Commits that a lane makes of saves at these times: each save waits for the rest of the commit before it. */
function commitsOf(saves: readonly number[]): readonly number[] {
  const commits: number[] = [];
  let pace: Pace = { committedAt: null, restMs: 0 };
  let carried = -1;
  for (const save of saves) {
    if (save <= carried) continue;
    const freeAt = pace.committedAt === null ? 0 : pace.committedAt + pace.restMs;
    const at = Math.max(save, freeAt);
    pace = { committedAt: at, restMs: restAfterCommit(pace, at) };
    commits.push(at);
    carried = at;
  }
  return commits;
}

describe("the pace of a lane", () => {
  test("takes the first save at once", () => {
    expect(commitsOf([5])).toEqual([5]);
  });

  test("makes at most 20 commits of 1,000 saves over ten minutes, and the last save is in the last one", () => {
    const saves = Array.from({ length: 1000 }, (_, index) => index * 600);
    const commits = commitsOf(saves);
    expect(commits.length).toBeLessThanOrEqual(20);
    expect(commits.at(-1)).toBeGreaterThanOrEqual(saves.at(-1) ?? Infinity);
  });

  test("makes at most 20 commits of saves three seconds apart over ten minutes", () => {
    expect(commitsOf(Array.from({ length: 200 }, (_, index) => index * 3000)).length).toBeLessThanOrEqual(20);
  });

  test("starts anew after a quiet time", () => {
    const pace = { committedAt: 0, restMs: 60_000 };
    expect(restAfterCommit(pace, 60_000)).toBe(60_000);
    expect(restAfterCommit(pace, 120_001)).toBe(2_000);
  });
});

describe("the budget of an installation", () => {
  test("lets the next commit go where there is room", () => {
    expect(withinBudget([1, 2, 3], 10)).toBe(10);
  });

  test("waits until the oldest of 60 commits of a minute is a minute old", () => {
    const commits = Array.from({ length: 60 }, (_, index) => 1000 + index);
    expect(withinBudget(commits, 2000)).toBe(61_000);
  });

  test("waits until the oldest of 400 commits of an hour is an hour old", () => {
    const commits = Array.from({ length: 400 }, (_, index) => index * 1000);
    expect(withinBudget(commits, 400_000 + 60_000)).toBe(3_600_000);
  });
});

test("backs off from a second to a minute, jittered in the upper half", () => {
  expect([0, 1, 2, 6, 50].map((attempts) => backOffMs(attempts, 1))).toEqual([
    1000, 2000, 4000, 60_000, 60_000,
  ]);
  expect(backOffMs(6, 0)).toBe(30_000);
});
