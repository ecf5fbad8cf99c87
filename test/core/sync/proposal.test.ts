import { expect, test } from "vitest";
import { refusesCommits, rollingBranch } from "../../../src/core/sync/proposal.ts";

const DAY = 24 * 3_600_000;

test("the rolling branch is named for its target, later ones are counted", () => {
  expect([1, 2, 3].map((ordinal) => rollingBranch("release/1.0", ordinal))).toEqual([
    "lockstep/release/1.0",
    "lockstep/release/1.0-2",
    "lockstep/release/1.0-3",
  ]);
});

test.each([
  ["that never refused", null, false, 0, false],
  ["that refused just now", 0, false, 1, true],
  ["that refused a day ago", 0, false, DAY, false],
  ["that refused a day ago, beside an open request", 0, true, DAY, true],
])("a branch %s", (_, refusedAt, hasOpenRequest, now, refuses) => {
  expect(refusesCommits(refusedAt, hasOpenRequest, now)).toBe(refuses);
});
