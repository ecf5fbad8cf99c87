import { expect, test } from "vitest";
import {
  accountOf,
  commitOf,
  decodeMarks,
  encodeMarks,
  type EventMark,
} from "../../../src/core/webhook/event-mark.ts";

const MARKS: EventMark[] = [
  { unit: "lane", repositoryId: 5, branch: "a/b", change: "moved", head: commitOf("ab".repeat(20)) },
  { unit: "lane", repositoryId: 5, branch: "c", change: "deleted", head: null },
  { unit: "lane", repositoryId: 5, branch: "d", change: "moved", head: null, before: null },
  {
    unit: "lane",
    repositoryId: 5,
    branch: "e",
    change: "deleted",
    head: null,
    before: commitOf("cd".repeat(20)),
  },
  { unit: "repository", repositoryId: 5 },
  { unit: "installation", account: { id: 7, login: "acme", type: "Organization" } },
  { unit: "installation", account: null },
];

test("reads back what it wrote", () => {
  expect(decodeMarks(encodeMarks(MARKS))).toEqual(MARKS);
});

test.each([
  "{}",
  "[1]",
  '[{"unit":"planet"}]',
  '[{"unit":"lane","repositoryId":5,"branch":"main","change":"melted"}]',
  '[{"unit":"lane","repositoryId":"5","branch":"main","change":"moved"}]',
  '[{"unit":"repository"}]',
])("leaves out what it does not know: %s", (encoded) => {
  expect(decodeMarks(encoded)).toEqual([]);
});

test("takes GitHub's zeros, and what is no commit id, for no commit", () => {
  expect(["0".repeat(40), "main", 5, null, undefined, {}].map(commitOf)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test("an enterprise has a slug where others have a login", () => {
  expect(accountOf({ id: 3, slug: "big" })).toEqual({ id: 3, login: "big", type: "Enterprise" });
  expect([null, 5, {}, { id: "3", login: "a" }, { id: 3, login: {} }].map(accountOf)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
