import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { aFolder, aSandbox } from "../support/a-sandbox.ts";
import { webhookFaultsOf } from "./github-description.ts";

const run = promisify(execFile);

async function git(cwd: string, ...args: string[]): Promise<string> {
  const person = ["-c", "user.name=Mona", "-c", "user.email=mona@example.com"];
  const env = { ...process.env, GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_GLOBAL: "/dev/null" };
  return (await run("git", [...person, ...args], { cwd, env })).stdout;
}

test("a clone is edited and pushed without a password, and the push is announced", async () => {
  const sandbox = await aSandbox();
  sandbox.accounts.create("acme");
  const files = { "api/a.yaml": "openapi: 3.1.0\n", "old.txt": "old\n" };
  const repository = await sandbox.repositories.create({ owner: "acme", name: "one", files });
  const { id } = sandbox.installations.create("acme");
  const before = await repository.head();
  const folder = await aFolder("clone");
  await git(folder, "clone", "-q", repository.cloneUrl, "one");
  const clone = join(folder, "one");
  expect(await readFile(join(clone, "api/a.yaml"), "utf8")).toBe("openapi: 3.1.0\n");
  await writeFile(join(clone, "api/a.yaml"), "openapi: 3.1.1\n");
  await writeFile(join(clone, "grün.txt"), "new\n");
  await git(clone, "rm", "-q", "old.txt");
  await git(clone, "add", ".");
  await git(clone, "commit", "-qm", "Edit\n\nWith a body.");
  await git(clone, "push", "-q");
  const after = (await git(clone, "rev-parse", "HEAD")).trim();
  expect(await repository.head()).toBe(after);
  expect(String(await repository.read("main", "api/a.yaml"))).toBe("openapi: 3.1.1\n");
  const [push] = sandbox.webhooks.deliveries({ event: "push" });
  expect(push?.payload).toMatchObject({
    ref: "refs/heads/main",
    before,
    after,
    created: false,
    deleted: false,
    forced: false,
    commits: [
      {
        id: after,
        message: "Edit\n\nWith a body.",
        author: { name: "Mona", email: "mona@example.com" },
        added: ["grün.txt"],
        removed: ["old.txt"],
        modified: ["api/a.yaml"],
      },
    ],
    head_commit: { id: after },
    repository: { id: repository.id, node_id: repository.nodeId, full_name: "acme/one" },
    installation: { id },
  });
  expect(webhookFaultsOf("push", push?.payload ?? {})).toEqual([]);
});

test("branches made, forced and deleted by a push are told apart", async () => {
  const sandbox = await aSandbox();
  sandbox.accounts.create("acme");
  const repository = await sandbox.repositories.create({ owner: "acme", name: "one", files: { a: "1" } });
  sandbox.installations.create("acme");
  const folder = await aFolder("clone");
  await git(folder, "clone", "-q", repository.cloneUrl, "one");
  const clone = join(folder, "one");
  await git(clone, "push", "-q", "origin", "HEAD:refs/heads/feature/two");
  await git(clone, "commit", "-q", "--amend", "-m", "Other");
  await git(clone, "push", "-q", "--force", "origin", "HEAD:refs/heads/feature/two");
  await git(clone, "push", "-q", "origin", ":refs/heads/feature/two");
  const pushes = sandbox.webhooks.deliveries({ event: "push" }).map((it) => it.payload);
  expect(pushes).toMatchObject([
    { ref: "refs/heads/feature/two", created: true, before: "0".repeat(40), commits: [] },
    { forced: true, created: false, deleted: false },
    { deleted: true, after: "0".repeat(40), head_commit: null, commits: [] },
  ]);
  const [made] = sandbox.webhooks.deliveries({ event: "create" });
  const [gone] = sandbox.webhooks.deliveries({ event: "delete" });
  expect(made?.payload).toMatchObject({ ref: "feature/two", ref_type: "branch", master_branch: "main" });
  expect(gone?.payload).toMatchObject({ ref: "feature/two", ref_type: "branch" });
  for (const it of sandbox.webhooks.deliveries()) expect(webhookFaultsOf(it.event, it.payload)).toEqual([]);
});

test("the first push fills an empty repository; an archived one takes none", async () => {
  const sandbox = await aSandbox();
  sandbox.accounts.create("acme");
  const blank = await sandbox.repositories.create({ owner: "acme", name: "blank" });
  const folder = await aFolder("clone");
  await git(folder, "clone", "-q", blank.cloneUrl, "blank");
  const clone = join(folder, "blank");
  await git(clone, "checkout", "-q", "-B", "main");
  await git(clone, "commit", "-q", "--allow-empty", "-m", "First");
  await git(clone, "push", "-q", "-u", "origin", "main");
  expect(await blank.log()).toMatchObject([{ message: "First", parents: [], files: [] }]);
  blank.archive();
  await git(clone, "commit", "-q", "--allow-empty", "-m", "Second");
  await expect(git(clone, "push", "-q")).rejects.toThrow("403");
  expect(await blank.log()).toHaveLength(1);
});

test("a push of many objects, and one that git packed afterwards, can be read", async () => {
  const sandbox = await aSandbox();
  sandbox.accounts.create("acme");
  const many = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`files/${n}.txt`, `${n}\n`]));
  const repository = await sandbox.repositories.create({ owner: "acme", name: "one", files: many });
  await git(repository.gitDir, "gc", "-q");
  expect(String(await repository.read("main", "files/77.txt"))).toBe("77\n");
  await repository.commit({ files: { "files/77.txt": "seventy-seven\n" } });
  expect(String(await repository.read("main", "files/77.txt"))).toBe("seventy-seven\n");
  expect((await git(repository.gitDir, "fsck", "--strict")).trim()).toBe("");
});

test("names that are not UTF-8 outlive a commit beside them", async () => {
  const sandbox = await aSandbox();
  sandbox.accounts.create("acme");
  const repository = await sandbox.repositories.create({ owner: "acme", name: "one", files: { a: "1" } });
  const folder = await aFolder("clone");
  await git(folder, "clone", "-q", repository.cloneUrl, "one");
  const clone = join(folder, "one");
  for (const byte of [0xfe, 0xff])
    await writeFile(Buffer.from([...Buffer.from(`${clone}/x`), byte]), `${byte}`);
  await git(clone, "add", ".");
  await git(clone, "commit", "-qm", "Odd names");
  await git(clone, "push", "-q");
  await repository.commit({ files: { b: "2" } });
  const names = await git(repository.gitDir, "ls-tree", "--name-only", "main");
  expect(names.trim().split("\n")).toEqual(["a", "b", String.raw`"x\376"`, String.raw`"x\377"`]);
});
