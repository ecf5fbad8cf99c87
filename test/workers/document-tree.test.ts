import fc from "fast-check";
import { dump } from "js-yaml";
import { expect, test } from "vitest";
import { readTree } from "../../src/workers/document-tree.ts";

/** Maps and lists with awkward keys, whose scalars are all different numbers. */
const { document } = fc.letrec((tie) => ({
  document: fc.oneof({ depthSize: "small" }, fc.constant(0), tie("map"), tie("list")),
  map: fc.dictionary(
    fc.oneof(fc.string({ minLength: 1, maxLength: 6 }), fc.constantFrom("a/b", "~", "~1", "__proto__", "0")),
    tie("document"),
    { maxKeys: 5 },
  ),
  list: fc.array(tie("document"), { maxLength: 4 }),
}));

interface Numbered {
  readonly value: unknown;
  /** The pointer of each number. */
  readonly pointers: readonly string[];
}

function number(value: unknown): Numbered {
  const pointers: string[] = [];
  const visit = (node: unknown, pointer: string): unknown => {
    if (Array.isArray(node)) return node.map((item, index) => visit(item, `${pointer}/${index}`));
    if (typeof node !== "object" || node === null) return 1_000_000 + pointers.push(pointer) - 1;
    const entries = Object.entries(node).map(([key, child]) => {
      const segment = key.replaceAll("~", "~0").replaceAll("/", "~1");
      return [key, visit(child, `${pointer}/${segment}`)];
    });
    return Object.fromEntries(entries) as unknown;
  };
  return { value: visit(value, ""), pointers };
}

test.each([
  ["json", (value: unknown) => JSON.stringify(value, null, 2)],
  ["json", (value: unknown) => JSON.stringify(value)],
  ["yaml", (value: unknown) => dump(value)],
  ["yaml", (value: unknown) => dump(value, { flowLevel: 1 })],
] as const)("every value of a document is located where it stands (%s)", (format, write) => {
  fc.assert(
    fc.property(document, (shape) => {
      const { value, pointers } = number({ root: shape });
      const text = write(value);
      const { tree } = readTree(text, format);
      expect(tree?.value).toEqual(value);
      const lines = text.split("\n");
      const found = tree?.locate(pointers.map((pointer) => ({ pointer, onKey: false }))) ?? [];
      const numbers = found.map(({ line, column }) =>
        Number.parseInt(lines[line - 1]?.slice(column - 1) ?? "", 10),
      );
      expect(numbers).toEqual(pointers.map((_, index) => 1_000_000 + index));
    }),
  );
});

test("a value that is not there is located at the nearest that is", () => {
  const { tree } = readTree('{\n "a": {\n  "b": [1,\n   2]}}', "json");
  const wishes = ["/a/b/1", "/a/b/7", "/a/c/d", "/x", ""].map((pointer) => ({ pointer, onKey: false }));
  expect(tree?.locate(wishes)).toEqual([
    { line: 4, column: 4 },
    { line: 3, column: 8 },
    { line: 2, column: 7 },
    { line: 1, column: 1 },
    { line: 1, column: 1 },
  ]);
});

test("a key is located where a key is asked for", () => {
  const wishes = [{ pointer: "/a/b", onKey: true }];
  expect(readTree('{"a":{"b":1}}', "json").tree?.locate(wishes)).toEqual([{ line: 1, column: 7 }]);
  expect(readTree("a:\n  b: 1\n", "yaml").tree?.locate(wishes)).toEqual([{ line: 2, column: 3 }]);
});
