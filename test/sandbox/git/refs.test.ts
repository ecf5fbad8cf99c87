import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { layOutRepository } from "../../../src/sandbox/git/bare-repository.ts";
import { writeCommit } from "../../../src/sandbox/git/commit.ts";
import { writeEmptyTree } from "../../../src/sandbox/git/tree.ts";
import { deleteRef, listRefs, moveRef, readRef } from "../../../src/sandbox/git/refs.ts";
import { runGit } from "../../../src/sandbox/git/run-git.ts";
import { aFolder } from "../../support/a-store.ts";

let gitDir: string;
let one: string;
let two: string;

beforeEach(async () => {
  gitDir = join(aFolder(), "r.git");
  await layOutRepository(gitDir, "main");
  const person = { name: "m", email: "m@example.com", at: 0 };
  const tree = await writeEmptyTree(gitDir);
  one = await writeCommit(gitDir, { tree, parents: [], author: person, committer: person, message: "1" });
  two = await writeCommit(gitDir, { tree, parents: [one], author: person, committer: person, message: "2" });
});

test("a ref moves only from where it is expected, and git sees it", async () => {
  expect(await moveRef(gitDir, "refs/heads/main", one, null)).toBe(true);
  expect(await moveRef(gitDir, "refs/heads/main", two, null)).toBe(false);
  expect(await moveRef(gitDir, "refs/heads/main", one, two)).toBe(false);
  expect(await moveRef(gitDir, "refs/heads/main", two, one)).toBe(true);
  expect((await runGit(gitDir, ["rev-parse", "main"])).toString().trim()).toBe(two);
});

test("a ref that git has packed is compared as well", async () => {
  await moveRef(gitDir, "refs/heads/main", one, null);
  await runGit(gitDir, ["pack-refs", "--all"]);
  expect(await moveRef(gitDir, "refs/heads/main", two, null)).toBe(false);
  expect(await moveRef(gitDir, "refs/heads/main", two, one)).toBe(true);
  expect(await readRef(gitDir, "refs/heads/main")).toBe(two);
});

test("of two writers at once, one moves it", async () => {
  await moveRef(gitDir, "refs/heads/main", one, null);
  const moves = await Promise.all([1, 2, 3].map(() => moveRef(gitDir, "refs/heads/main", two, one)));
  expect(moves.filter(Boolean)).toHaveLength(1);
});

test("another writer's lock is respected, and left", async () => {
  mkdirSync(join(gitDir, "refs/heads"), { recursive: true });
  writeFileSync(join(gitDir, "refs/heads/main.lock"), "");
  expect(await moveRef(gitDir, "refs/heads/main", one, null)).toBe(false);
  expect(await moveRef(gitDir, "refs/heads/main", one, null)).toBe(false);
});

test("a branch below a branch, or above one, is not made", async () => {
  await moveRef(gitDir, "refs/heads/a", one, null);
  expect(await moveRef(gitDir, "refs/heads/a/b", one, null)).toBe(false);
  await moveRef(gitDir, "refs/heads/c/d", one, null);
  expect(await moveRef(gitDir, "refs/heads/c", one, null)).toBe(false);
  expect([...(await listRefs(gitDir)).keys()]).toEqual(["refs/heads/a", "refs/heads/c/d"]);
});

test("where the last branch of a folder is gone, one may have the folder's name", async () => {
  await moveRef(gitDir, "refs/heads/c/d", one, null);
  expect(await deleteRef(gitDir, "refs/heads/c/d", one)).toBe(true);
  expect(await moveRef(gitDir, "refs/heads/c", one, null)).toBe(true);
});
