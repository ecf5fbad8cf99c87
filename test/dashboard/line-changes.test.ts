import fc from "fast-check";
import { expect, test } from "vitest";
import { changesBetween } from "../../src/dashboard/editor/line-changes.ts";

/** So much that texts with it are compared by lines. */
const FILLING = "a line that stays as it is\n".repeat(8000);

/** What stands outside of the changes is the same on both sides, and the changes make one text of the other. */
function applied(before: string, after: string): string {
  let text = "";
  let at = 0;
  for (const { fromA, toA, fromB, toB } of changesBetween(before, after)) {
    text += before.slice(at, fromA) + after.slice(fromB, toB);
    at = toA;
  }
  return text + before.slice(at);
}

const line = fc.constantFrom("", "a\n", "b\n", "b: 1\n", "c\r\n", "d");
const part = fc.array(line, { maxLength: 8 }).map((lines) => lines.join(""));

test.each([
  ["short texts, by characters", ""],
  ["long texts, by lines", FILLING],
])("the changes between %s make one of the other", (_name, filling) => {
  fc.assert(
    fc.property(part, part, part, part, (one, other, third, fourth) => {
      const before = `${one}${filling}${other}`;
      const after = `${third}${filling}${fourth}`;
      expect(applied(before, after) === after).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test("long texts differ in the changed words alone", () => {
  const before = `${FILLING}name: status\n${FILLING}`;
  const after = `${FILLING}name: condition\n${FILLING}`;
  const told = changesBetween(before, after).map(({ fromA, toA, fromB, toB }) => [
    before.slice(fromA, toA),
    after.slice(fromB, toB),
  ]);
  expect(told.map(([former]) => former).join("").length).toBeLessThan(8);
  expect(changesBetween(before, before)).toEqual([]);
});

function textOf(word: string): string {
  return Array.from({ length: 100_000 }, (_, index) => `${word} ${index * 7}\n`).join("");
}

test("texts of many megabytes that share nothing are compared in bounds", () => {
  const [before, after] = [textOf("one"), textOf("other")];
  expect(applied(before, after) === after).toBe(true);
});
