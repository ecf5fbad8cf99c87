import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { unifiedDiff } from "../../../src/core/compare/unified-diff.ts";
import { aFolder } from "../../support/a-store.ts";

function diff(from: string, to: string): string {
  return unifiedDiff(from, to, { steps: 1_000_000 }).unified;
}

test.each([
  ["equal texts", "a\nb\n", "a\nb\n", ""],
  ["a changed line", "a\nb\n", "a\nc\n", "@@ -1,2 +1,2 @@\n a\n-b\n+c\n"],
  ["a first text", "", "a\n", "@@ -0,0 +1 @@\n+a\n"],
  ["no text left", "a\nb\n", "", "@@ -1,2 +0,0 @@\n-a\n-b\n"],
  ["a last line without its end", "a\n", "a", "@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n"],
  ["line endings", "a\r\n", "a\n", "@@ -1 +1 @@\n-a\r\n+a\n"],
])("%s", (_what, from, to, unified) => {
  expect(diff(from, to)).toBe(unified);
});

test("changes far from each other stand in hunks of their own, with three lines around", () => {
  const lines = Array.from({ length: 20 }, (_, index) => `${index}\n`);
  const changed = lines.with(2, "x\n").with(15, "y\n");
  expect(diff(lines.join(""), changed.join("")).match(/^@@.*$/gm)).toEqual([
    "@@ -1,6 +1,6 @@",
    "@@ -13,7 +13,7 @@",
  ]);
});

const text = fc
  .array(fc.constantFrom("a", "b", "c", "", "d"), { maxLength: 25 })
  .chain((lines) => fc.constantFrom(lines.join("\n"), lines.map((line) => `${line}\n`).join("")));

test("git applies it", () => {
  const folder = aFolder();
  fc.assert(
    fc.property(text, text, (from, to) => {
      const unified = diff(from, to);
      if (unified === "") {
        expect(from).toBe(to);
        return;
      }
      writeFileSync(join(folder, "a"), from);
      const patch = `--- a/a\n+++ b/a\n${unified}`;
      execFileSync("git", ["apply", "--unidiff-zero", "--whitespace=nowarn", "-"], {
        cwd: folder,
        input: patch,
      });
      expect(execFileSync("cat", [join(folder, "a")], { encoding: "utf8" })).toBe(to);
    }),
    { numRuns: 40 },
  );
});

test("counts lines, and leaves out the end where it is too long to be read", () => {
  const from = Array.from({ length: 60_000 }, (_, index) => `before ${index}\n`).join("");
  const to = Array.from({ length: 60_000 }, (_, index) => `after ${index}\n`).join("");
  const { added, removed, isCut, unified } = unifiedDiff(`same\n${from}`, `same\n${to}`, { steps: 1000 });
  expect([added, removed, isCut, unified]).toEqual([60_000, 60_000, true, ""]);
});
