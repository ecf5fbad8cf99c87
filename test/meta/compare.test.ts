import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CATALOGUE, LEFT_OUT, OTHER_LEVELS } from "../core/compare/openapi/catalogue.ts";

const page = readFileSync(new URL("../../docs/compare.md", import.meta.url), "utf8");
const rows = page.split("\n").filter((line) => line.startsWith("| "));

test("docs/compare.md says which rules are left out", () => {
  for (const [, what] of LEFT_OUT) {
    expect(rows.filter((row) => row.startsWith(`| ${what} (`))).toHaveLength(1);
  }
});

test("docs/compare.md has every rule whose level is another one, with both levels, and no more", () => {
  const named = new Set<string>();
  for (const row of rows) {
    const [rules = "", theirs, ours] = row
      .split("|")
      .slice(1)
      .map((cell) => cell.trim());
    for (const [, id = ""] of rules.matchAll(/`([\w-]+)`/g)) {
      if (!CATALOGUE.has(id) || OTHER_LEVELS[id] === undefined) continue;
      named.add(id);
      expect([id, theirs, ours]).toEqual([id, CATALOGUE.get(id), OTHER_LEVELS[id]]);
    }
  }
  expect([...named].toSorted()).toEqual(Object.keys(OTHER_LEVELS).toSorted());
});
