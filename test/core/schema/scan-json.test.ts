import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scanJson } from "../../../src/core/schema/scan-json.ts";
import type { TreeVisitor } from "../../../src/core/schema/tree-visitor.ts";

const blind: TreeVisitor = {
  open() {},
  close() {},
  key() {},
  scalar() {},
  isDone: () => false,
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("scanJson", () => {
  test.each([
    ['{"a": [1, 2', 11, '"]" is missing'],
    ['{"a": 1,}', 8, "a key in double quotes"],
    ["[1 2]", 3, '"," or "]"'],
    ["{'a': 1}", 1, "a key in double quotes"],
    ['{"a" 1}', 5, '":"'],
    ['{"a": nope}', 6, "a value"],
    ["[1] x", 4, "nothing may follow"],
    ['["a\nb"]', 3, "control character"],
    ['["\\x"]', 2, "escape"],
    ['["abc', 5, "within a string"],
    ["", 0, "too early"],
    ["// no\n{}", 0, "a value"],
  ])("finds the first fault of %j", (text, offset, message) => {
    const fault = scanJson(text, blind);
    expect(fault?.offset).toBe(offset);
    expect(fault?.message).toContain(message);
  });

  test("agrees with JSON.parse on JSON and on what nearly is JSON", () => {
    const damaged = fc
      .tuple(
        fc.json({ maxDepth: 4 }),
        fc.nat(),
        fc.constantFrom("", ",", "]", "}", '"', "\\", "0", "-", "e", " ", "nul"),
      )
      .map(([json, at, insert]) => {
        const cut = at % (json.length + 1);
        return json.slice(0, cut) + insert + json.slice(cut + (at % 2));
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), damaged), (text) => {
        expect(scanJson(text, blind) === null).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  test("walks 100,000 levels", () => {
    expect(scanJson("[".repeat(100_000) + "]".repeat(100_000), blind)).toBeNull();
  });

  test("stops where the visitor is done", () => {
    let keys = 0;
    const one: TreeVisitor = { ...blind, key: () => void keys++, isDone: () => keys === 1 };
    expect(scanJson('{"a": 1, "b" broken', one)).toBeNull();
    expect(keys).toBe(1);
  });
});
