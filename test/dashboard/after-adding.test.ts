/** What somebody types into a form for adding while it is being carried out stays. */
import { expect, test } from "vitest";
import { afterBackingUp, afterConnecting } from "../../src/dashboard/adding/after-adding.ts";
import type { BackupAnswers } from "../../src/dashboard/adding/backup-answers.ts";
import type { SchemaAnswers, SchemaWish } from "../../src/dashboard/adding/schema-wish.ts";

const place = { repository: 7, branch: "" };
const elsewhere = { repository: 8, branch: "" };

function aWish(path: string, version = "1.0"): SchemaWish {
  return { path, isThere: true, api: "", name: "Pets", version, keep: "ask" };
}

const saving = { mode: "auto", quiet: "0s" } as const;

const SCHEMAS: SchemaAnswers = {
  api: "",
  place,
  wishes: [aWish("a.yaml"), aWish("b.yaml")],
  path: "",
  saving,
};

const BACKUPS: BackupAnswers = {
  collections: ["a", "b"],
  place,
  directory: "Postman",
  files: { a: "a.json", b: "b.json" },
  saving,
  keep: "ask",
};

const set = (members: readonly string[]): ReadonlySet<string> => new Set(members);

test("nothing is left of schemas that were all connected", () => {
  expect(afterConnecting(SCHEMAS, SCHEMAS, set(["a.yaml", "b.yaml"]))).toBeUndefined();
});

test("what failed stays, as it is written by then", () => {
  const [, second] = SCHEMAS.wishes;
  expect(afterConnecting(SCHEMAS, SCHEMAS, set(["a.yaml"]))?.wishes[0]).toBe(second);
  const now = { ...SCHEMAS, wishes: [aWish("a.yaml", "2.0"), aWish("b.yaml", "2.0")] };
  expect(afterConnecting(now, SCHEMAS, set(["a.yaml"]))?.wishes).toEqual([aWish("b.yaml", "2.0")]);
});

test("files that were chosen meanwhile stay, and what was left out meanwhile does not come back", () => {
  const now = { ...SCHEMAS, wishes: [aWish("a.yaml"), aWish("c.yaml")] };
  expect(afterConnecting(now, SCHEMAS, set(["a.yaml"]))?.wishes).toEqual([aWish("c.yaml")]);
});

test("a path that was typed and not added stays", () => {
  const now = { ...SCHEMAS, path: "c.yaml" };
  expect(afterConnecting(now, SCHEMAS, set(["a.yaml", "b.yaml"]))).toEqual({ ...now, wishes: [] });
});

test("an API that was chosen meanwhile stays", () => {
  const now = { ...SCHEMAS, api: "pets" };
  expect(afterConnecting(now, SCHEMAS, set(["a.yaml", "b.yaml"]))).toEqual({ ...now, wishes: [] });
});

test("what is chosen for another place meanwhile was not carried out", () => {
  const schemas = { ...SCHEMAS, place: elsewhere };
  expect(afterConnecting(schemas, SCHEMAS, set(["a.yaml", "b.yaml"]))).toBe(schemas);
  const backups = { ...BACKUPS, place: elsewhere };
  expect(afterBackingUp(backups, BACKUPS, set(["a", "b"]))).toBe(backups);
});

test("nothing is left of collections that were all backed up", () => {
  expect(afterBackingUp(BACKUPS, BACKUPS, set(["a", "b"]))).toBeUndefined();
});

test("collections that were chosen and names that were typed meanwhile stay", () => {
  const now = {
    ...BACKUPS,
    collections: ["a", "b", "c"],
    files: { a: "a2.json", b: "b2.json", c: "c.json" },
  };
  expect(afterBackingUp(now, BACKUPS, set(["a"]))).toEqual({
    ...now,
    collections: ["b", "c"],
    files: { b: "b2.json", c: "c.json" },
  });
});

test("a directory that was typed meanwhile stays", () => {
  const now = { ...BACKUPS, directory: "Elsewhere" };
  expect(afterBackingUp(now, BACKUPS, set(["a", "b"]))).toEqual({ ...now, collections: [], files: {} });
});
