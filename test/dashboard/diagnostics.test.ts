/** Where problems are marked in the editor's text. */
import { Text } from "@codemirror/state";
import { expect, test } from "vitest";
import { diagnosticsOf } from "../../src/dashboard/editor/diagnostics.ts";

const DOC = Text.of(["openapi: 3.1.0", "info: {}", "paths: {}"]);
const PROBLEM = {
  line: 2,
  column: 1,
  severity: "error",
  message: "It has no title.",
  rule: "struct",
} as const;

test("a problem is marked from its column to the end of its line", () => {
  expect(diagnosticsOf(DOC, [{ ...PROBLEM, column: 7 }])).toMatchObject([{ from: 21, to: 23 }]);
});

test("a problem beyond the end is marked at the end", () => {
  expect(diagnosticsOf(DOC, [{ ...PROBLEM, line: 40, column: 40 }])).toMatchObject([{ from: 33, to: 33 }]);
});

test("a problem in a file that the text refers to is marked nowhere in the text", () => {
  expect(diagnosticsOf(DOC, [{ ...PROBLEM, path: "schemas/pet.yaml" }])).toEqual([]);
});
