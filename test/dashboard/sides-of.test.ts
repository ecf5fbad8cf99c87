import { expect, test } from "vitest";
import { sidesOf } from "../../src/dashboard/conflict/sides-of.ts";

const SIDES = { store: "a", remote: "b", merge: { blob: "c", clashes: 0 } };

test.each([
  ["the store's side", { ...SIDES, store: "x" }],
  ["GitHub's side", { ...SIDES, remote: "x" }],
  ["GitHub's side being gone", { ...SIDES, remote: null }],
  ["the proposed merge", { ...SIDES, merge: { blob: "x", clashes: 0 } }],
])("a merged text is for other sides where %s is another", (_which, other) => {
  expect(sidesOf(other)).not.toBe(sidesOf(SIDES));
});
