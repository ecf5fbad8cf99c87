import fc from "fast-check";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { separatorOf, withSeparator } from "../../src/dashboard/editor/line-endings.ts";

test.each([
  ["a\r\nb\r\n", "\r\n"],
  ["a\nb\n", "\n"],
  ["a\r\nb\n", "\n"],
  ["\na\r\n", "\n"],
  ["a\rb\r\n", "\n"],
  ["a", "\n"],
  ["", "\n"],
] as const)("edits %j with %j", (text, separator) => {
  expect(separatorOf(text)).toBe(separator);
});

test("a text comes out of the editor as it went in, whatever its line endings", () => {
  const text = fc
    .array(fc.constantFrom("a", "\r", "\n", "\r\n", "\uFEFF", "\u2028", "é"))
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (doc) => {
      const extensions = EditorState.lineSeparator.of(separatorOf(doc));
      expect(EditorState.create({ doc, extensions }).sliceDoc()).toBe(doc);
    }),
  );
});

test("what is pasted takes on the endings of the text", () => {
  expect(withSeparator("a\r\nb\nc\rd", "\r\n")).toBe("a\r\nb\r\nc\r\nd");
  expect(withSeparator("a\r\nb\nc\rd", "\n")).toBe("a\nb\nc\nd");
});
