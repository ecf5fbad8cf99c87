import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTree } from "../../src/github/parse-tree.ts";

/** Names that look like what stands between entries. */
const aPath = fc
  .array(fc.constantFrom("},{", '"', "\\", "}", "{", ",", "path", " ", "]", ":", "\n", "ü"), {
    maxLength: 10,
  })
  .map((parts) => parts.join(""));
const aTree = fc.array(fc.record({ path: aPath, mode: fc.constant("100644"), sha: aPath, size: fc.nat() }));

test("a tree in slices is the tree as a whole, whatever its files are called and however it is laid out", async () => {
  await fc.assert(
    fc.asyncProperty(
      aTree,
      fc.boolean(),
      fc.integer({ min: 1, max: 300 }),
      fc.constantFrom(0, 2),
      async (tree, truncated, size, indent) => {
        const text = JSON.stringify({ sha: "a", url: "b", tree, truncated }, null, indent);
        expect(await parseTree(text, size)).toMatchObject({ tree, truncated });
      },
    ),
  );
});

test("of one entry, of none, and where the entries come last", async () => {
  const entry = { path: "a", mode: "100644", sha: "b" };
  for (const tree of [[], [entry], [entry, entry, entry]]) {
    expect(await parseTree(JSON.stringify({ truncated: false, tree }), 1)).toEqual({
      truncated: false,
      tree,
    });
  }
});

test("what is no tree is refused", async () => {
  await expect(parseTree("{", 1)).rejects.toThrow(SyntaxError);
  await expect(parseTree('{"tree":[{"path":"a"},{"path":"b"},{"path":"c"', 1)).rejects.toThrow(SyntaxError);
});
