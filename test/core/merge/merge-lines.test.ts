import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeLines } from "../../../src/core/merge/merge-lines.ts";

const aLine = fc.constantFrom("a", "b", "c", "d", "", "- x", "=======", "  e");
const anEnding = fc.constantFrom("\n", "\r\n", "\r");
const aText = fc
  .record({
    lines: fc.array(fc.tuple(aLine, anEnding), { maxLength: 8 }),
    ending: fc.option(anEnding),
    last: fc.oneof(fc.constant(""), aLine),
    mark: fc.constantFrom("", "", "\uFEFF"),
  })
  .map(
    ({ lines, ending, last, mark }) =>
      `${mark}${lines.map(([line, own]) => line + (ending ?? own)).join("")}${last}`,
  );

function merge(base: string, store: string, remote: string) {
  return mergeLines({ base, store, remote }, { steps: 1e7 });
}

describe("mergeLines", () => {
  test("takes the only side that changed, byte for byte", () => {
    fc.assert(
      fc.property(aText, aText, (base, changed) => {
        expect(merge(base, changed, base)).toEqual({ text: changed, clashes: 0 });
        expect(merge(base, base, changed)).toEqual({ text: changed, clashes: 0 });
        expect(merge(base, changed, changed)).toEqual({ text: changed, clashes: 0 });
      }),
    );
  });

  test("does not depend on which side is which", () => {
    fc.assert(
      fc.property(aText, aText, aText, (base, one, other) => {
        const merged = merge(base, one, other);
        const mirrored = merge(base, other, one);
        expect(mirrored.clashes).toBe(merged.clashes);
        if (merged.clashes === 0) expect(mirrored.text).toBe(merged.text);
      }),
      { numRuns: 1000 },
    );
  });

  test("edits of lines that do not touch always merge, and both are in it", () => {
    const edits = fc.array(fc.constantFrom("keep", "store", "remote"), { maxLength: 60 });
    fc.assert(
      fc.property(edits, fc.constantFrom("changed", "removed", "added"), (owners, how) => {
        const text = (side: string): string => {
          const editOf = (owner: string, at: number): string => {
            if (owner !== side && side !== "merged") return `line ${at}\n`;
            if (how === "removed") return "";
            return how === "changed" ? `${owner} ${at}\n` : `line ${at}\n${owner} ${at}\n`;
          };
          return owners
            .map((owner, at) => `${owner === "keep" ? `line ${at}\n` : editOf(owner, at)}between ${at}\n`)
            .join("");
        };
        expect(merge(text("base"), text("store"), text("remote"))).toEqual({
          text: text("merged"),
          clashes: 0,
        });
      }),
    );
  });

  test("never loses a line that a side added, and never brings back one that a side removed", () => {
    fc.assert(
      fc.property(aText, aText, aText, (base, store, remote) => {
        const { text, clashes } = merge(base, store, remote);
        const wanted = (side: string): ReadonlySet<string> => {
          const known = new Set(linesOf(base));
          return new Set(linesOf(side).filter((line) => !known.has(line)));
        };
        const result = new Set(linesOf(text));
        for (const line of [...wanted(store), ...wanted(remote)]) expect(result).toContain(line);
        if (clashes > 0) return;
        for (const line of linesOf(base)) {
          if (!linesOf(store).includes(line) && !linesOf(remote).includes(line))
            expect(result).not.toContain(line);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("marks what both changed differently as git does, without what they have in common", () => {
    expect(merge("a\nb\nc\n", "a\nnew\nours\nc\n", "a\nnew\ntheirs\nc\n")).toEqual({
      text: "a\nnew\n<<<<<<< store\nours\n=======\ntheirs\n>>>>>>> GitHub\nc\n",
      clashes: 1,
    });
  });

  test("counts each region that clashes", () => {
    const [base, store, remote] = ["x", "ours", "theirs"].map((edit) => `1\n${edit}1\n2\n3\n${edit}2\n4\n`);
    expect(merge(base ?? "", store ?? "", remote ?? "").clashes).toBe(2);
  });

  test.each([
    ["a change beside a change", "a\nb\n", "A\nb\n", "a\nB\n"],
    ["two lines added at one place", "a\n", "a\nours\n", "a\ntheirs\n"],
    ["a line that one side removed and the other changed", "a\nb\nc\n", "a\nc\n", "a\nB\nc\n"],
    ["two texts where there was none", "", "ours\n", "theirs\n"],
    ["two different ends of lines", "a\nb\n", "a\r\nb\r\n", "a\rb\r"],
  ])("clashes: %s", (_what, base, store, remote) => {
    expect(merge(base, store, remote).clashes).toBeGreaterThan(0);
  });

  test.each([
    {
      style: "line endings",
      base: "a\nb\nc\n",
      store: "a\r\nb\r\nc\r\n",
      remote: "a\nB\nc\n",
      merged: "a\r\nB\r\nc\r\n",
    },
    {
      style: "mixed line endings made equal",
      base: "a\nb\r\nc\n",
      store: "a\nb\nc\n",
      remote: "a\nb\r\nC\n",
      merged: "a\nb\nC\n",
    },
    {
      style: "a single line's ending",
      base: "a\nb\nc\nd\n",
      store: "a\r\nb\nc\nd\n",
      remote: "a\nb\nc\nD\n",
      merged: "a\r\nb\nc\nD\n",
    },
    { style: "the final newline, added", base: "a\nb", store: "a\nb\n", remote: "a\nB", merged: "a\nB\n" },
    { style: "the final newline, removed", base: "a\nb\n", store: "a\nb", remote: "A\nb\n", merged: "A\nb" },
    {
      style: "the byte order mark, added",
      base: "a\nb\n",
      store: "\uFEFFa\nb\n",
      remote: "A\nb\n",
      merged: "\uFEFFA\nb\n",
    },
    {
      style: "the byte order mark, removed",
      base: "\uFEFFa\nb\n",
      store: "a\nb\n",
      remote: "\uFEFFa\nB\n",
      merged: "a\nB\n",
    },
    {
      style: "a line behind the last, which had no end",
      base: "a\nb\nc",
      store: "a\nb\nc\nd",
      remote: "A\nb\nc",
      merged: "A\nb\nc\nd",
    },
  ])("one side changed only $style, the other a line: both are kept", ({ base, store, remote, merged }) => {
    expect(merge(base, store, remote)).toEqual({ text: merged, clashes: 0 });
    expect(merge(base, remote, store)).toEqual({ text: merged, clashes: 0 });
  });
});

function linesOf(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .filter((line) => line !== "");
}
