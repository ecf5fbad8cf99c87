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
  { name: "that never refused", refusedAt: null, hasOpenRequest: false, now: 0, refuses: false },
  { name: "that refused just now", refusedAt: 0, hasOpenRequest: false, now: 1, refuses: true },
  { name: "that refused a day ago", refusedAt: 0, hasOpenRequest: false, now: DAY, refuses: false },
  {
    name: "that refused a day ago, beside an open request",
    refusedAt: 0,
    hasOpenRequest: true,
    now: DAY,
    refuses: true,
  },
])("a branch $name", ({ refusedAt, hasOpenRequest, now, refuses }) => {
  expect(refusesCommits(refusedAt, hasOpenRequest, now)).toBe(refuses);
});
