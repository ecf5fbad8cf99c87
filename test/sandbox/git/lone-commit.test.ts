import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { readLog } from "../../../src/sandbox/git/log.ts";
import { readLoneCommit } from "../../../src/sandbox/git/lone-commit.ts";
import { aFolder } from "../../support/a-store.ts";

let folder: string;

beforeEach(() => {
  folder = aFolder();
  git("init", "-q");
  put("a.txt", "a");
  put("deep/b.txt", "b");
  commit("first\n\nwith a body\n\n");
});

function git(...args: readonly string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_COMMITTER_DATE: "1700000000 -0330" };
  const person = ["-c", "user.name=Zoë <Z>", "-c", "user.email=zoe@example.com"];
  return execFileSync("git", ["-C", folder, ...person, ...args], { encoding: "utf8", env }).trim();
}

function put(path: string, text: string): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function commit(message: string): void {
  git("add", "-A");
  git("commit", "-q", "--date=1690000000 +0545", "-m", message);
}

const gitDir = (): string => join(folder, ".git");

/** Two starting points are never lone: git itself answers. */
async function asGitTells(id: string) {
  const [told] = await readLog(gitDir(), { from: [id, id], limit: 1 });
  return told;
}

const changes: readonly (readonly [what: string, change: () => void])[] = [
  ["a changed file", () => put("deep/b.txt", "c")],
  ["a new folder, and a file with an odd name", () => (put('x/y/ü "q"\t.txt', "y"), put("deep/c", ""))],
  ["a removed folder", () => rmSync(join(folder, "deep"), { recursive: true })],
  [
    "a file in place of a folder",
    () => (rmSync(join(folder, "deep"), { recursive: true }), put("deep", "file")),
  ],
  ["a folder in place of a file", () => (rmSync(join(folder, "a.txt")), put("a.txt/in", "it"))],
  [
    "another mode, and a link in place of a file",
    () => {
      chmodSync(join(folder, "a.txt"), 0o755);
      rmSync(join(folder, "deep/b.txt"));
      symlinkSync("../a.txt", join(folder, "deep/b.txt"));
    },
  ],
];

test.each(changes)("reads %s as git does", async (_what, change) => {
  const before = git("rev-parse", "HEAD");
  change();
  commit("changed");
  const after = git("rev-parse", "HEAD");
  const told = await asGitTells(after);
  expect(await readLoneCommit(gitDir(), { from: [after], without: [before] })).toEqual(told);
  expect(await readLoneCommit(gitDir(), { from: [after], limit: 1 })).toEqual(told);
});

test("reads the first commit and a merge as git does", async () => {
  const first = git("rev-parse", "HEAD");
  expect(await readLoneCommit(gitDir(), { from: [first], limit: 1 })).toEqual(await asGitTells(first));
  git("checkout", "-q", "-b", "side");
  put("side", "s");
  commit("side");
  git("checkout", "-q", "-");
  put("main", "m");
  commit("main");
  git("merge", "-q", "--no-ff", "-m", "merged", "side");
  const merge = git("rev-parse", "HEAD");
  expect(await readLoneCommit(gitDir(), { from: [merge], limit: 1 })).toEqual(await asGitTells(merge));
  expect(await readLoneCommit(gitDir(), { from: [merge], without: [first] })).toBeNull();
});

test("leaves to git what may be more than one, or none", async () => {
  const first = git("rev-parse", "HEAD");
  put("a.txt", "2");
  commit("second");
  put("a.txt", "3");
  commit("third");
  const third = git("rev-parse", "HEAD");
  expect(await readLoneCommit(gitDir(), { from: [third], without: [first] })).toBeNull();
  expect(await readLoneCommit(gitDir(), { from: [third] })).toBeNull();
  expect(await readLoneCommit(gitDir(), { from: [first], without: [third] })).toBeNull();
  expect(await readLog(gitDir(), { from: [third], without: [first] })).toHaveLength(2);
});
