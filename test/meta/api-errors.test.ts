import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LINK_CODES } from "../../src/core/sync/link-codes.ts";
import { LINK_ERROR_CODES, PENDING_REASONS } from "../../src/core/sync/model.ts";
import { PROBLEM_CODES } from "../../src/http/problem-codes.ts";
import { type AnyCode, kindOf } from "../../src/http/problems.ts";

const text = readFileSync(new URL("../../docs/api-errors.md", import.meta.url), "utf8");
const rows = [...text.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, code = "", rest = ""]) => ({
  code,
  cells: rest.split(" | "),
}));
const codes = [...Object.keys(PROBLEM_CODES), ...PENDING_REASONS, ...LINK_ERROR_CODES] as AnyCode[];

test("the documentation lists every code once, and no other", () => {
  expect(rows.map(({ code }) => code)).toEqual(codes);
});

test.each(codes)("the documentation says of %s what the catalogue says", (code) => {
  const { status, title, remedy } = kindOf(code);
  const cells = rows.find((row) => row.code === code)?.cells;
  expect(cells).toEqual(code in LINK_CODES ? [String(status), remedy] : [String(status), title, remedy]);
});

test("no code of a request is a link's code too", () => {
  expect(Object.keys(PROBLEM_CODES).filter((code) => code in LINK_CODES)).toEqual([]);
});

test.each(codes)("the remedy of %s is one sentence", (code) => {
  expect(kindOf(code).remedy).toMatch(/^(?!.*\. [A-Z])[A-Z`][^\n|]+\.$/);
});
