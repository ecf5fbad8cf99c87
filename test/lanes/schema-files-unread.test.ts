/** What GitHub does not say of the files that a schema refers to never counts as absent, and is made up for. */
import { expect, test } from "vitest";
import type { GitHubPort, ObservedFile } from "../../src/core/sync/github-port.ts";
import { aLinkedSchema, blobOf, linkOf, revisionsOf, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const ROOT =
  'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {}\ncomponents:\n  schemas:\n    A: {$ref: a.yaml}\n';
const A = "type: object\nproperties:\n  b: {$ref: b.yaml}\n";
const B = "type: object\n";
const FILES = { "api/openapi.yaml": ROOT, "api/a.yaml": A, "api/b.yaml": B };

/** What a test may do to answers. */
interface Flaws {
  observe?: (request: Parameters<GitHubPort["observe"]>[0]) => readonly string[];
  readFiles?: (paths: readonly string[]) => readonly string[];
  readBlobs?: "nothing";
}

async function inStep(flaws: Flaws, files: Readonly<Record<string, string>> = FILES) {
  const lockstep = await aTimedLockstep({
    github: (real) => ({
      ...real,
      async observe(request) {
        const seen = await real.observe(request);
        const unknown = flaws.observe?.(request) ?? [];
        return seen.kind === "found" ? { ...seen, files: without(seen.files, unknown) } : seen;
      },
      async readFiles(repository, commit, paths) {
        return without(await real.readFiles(repository, commit, paths), flaws.readFiles?.(paths) ?? []);
      },
      async readBlobs(repository, blobs) {
        return flaws.readBlobs === "nothing" ? new Map() : real.readBlobs(repository, blobs);
      },
    }),
  });
  await lockstep.repository("petstore").commit({ files });
  const linked = await aLinkedSchema(lockstep, { file: "api/openapi.yaml" });
  const push = async (changes: Readonly<Record<string, string | null>>): Promise<void> => {
    await lockstep.repository("petstore").commit({ files: changes });
    await settle(lockstep);
  };
  return { lockstep, linked, push };
}

function without(
  files: ReadonlyMap<string, ObservedFile>,
  unknown: readonly string[],
): ReadonlyMap<string, ObservedFile> {
  return new Map([...files, ...unknown.map((path): [string, ObservedFile] => [path, { kind: "unknown" }])]);
}

test("a file that was known and is not told now leaves the link as it is, until it is told", async () => {
  const flaws: Flaws = {};
  const { lockstep, linked, push } = await inStep(flaws);
  expect(await revisionsOf(lockstep, linked)).toMatchObject([{ valid: true }]);
  flaws.observe = () => ["api/b.yaml"];
  await push({ "api/b.yaml": "type: string\n" });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "pending", code: "retrying" });
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
  delete flaws.observe;
  await lockstep.pass(600_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
  expect(await revisionsOf(lockstep, linked)).toMatchObject([{ number: 2, valid: true }, { number: 1 }]);
});

test("a file that nobody could look at yet is waited for, and the root is not taken without it", async () => {
  const flaws: Flaws = {};
  const { lockstep, linked, push } = await inStep(flaws);
  flaws.readFiles = (paths) => paths;
  const root = ROOT.replace("a.yaml", "c.yaml");
  await push({ "api/openapi.yaml": root, "api/c.yaml": B });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "pending", store: blobOf(ROOT) });
  delete flaws.readFiles;
  await lockstep.pass(600_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf(root) });
  expect(await revisionsOf(lockstep, linked)).toMatchObject([
    { number: 2, valid: true, problems: [] },
    { number: 1 },
  ]);
});

test("a text that was not given whole is asked for again", async () => {
  const flaws: Flaws = {};
  const { lockstep, linked, push } = await inStep(flaws);
  flaws.readBlobs = "nothing";
  await push({ "api/b.yaml": "type: string\n" });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "pending" });
  delete flaws.readBlobs;
  await lockstep.pass(600_000);
  expect(await revisionsOf(lockstep, linked)).toMatchObject([
    { number: 2, blob: blobOf(ROOT), valid: true },
    { number: 1 },
  ]);
});

test("a file that is deleted while the root changes is said to be missing, at its line", async () => {
  const { lockstep, linked, push } = await inStep({});
  await push({ "api/openapi.yaml": ROOT.replace("title: T", "title: U"), "api/b.yaml": null });
  const [revision] = await revisionsOf(lockstep, linked);
  expect(revision).toMatchObject({
    number: 2,
    valid: false,
    problems: [{ path: "api/a.yaml", line: 3, rule: "missing-file" }],
  });
});

test("members on a branch that is forced back are those of the commit that it is at", async () => {
  const { lockstep, linked, push } = await inStep({});
  const repository = lockstep.repository("petstore");
  const before = (await repository.head("main")) ?? "";
  await push({ "api/b.yaml": "type: string\n" });
  await repository.force("main", before);
  await settle(lockstep);
  await lockstep.pass(60_000);
  const revisions = await revisionsOf(lockstep, linked);
  expect(revisions).toHaveLength(3);
  const files = async (number: number) =>
    (await lockstep.call("GET", `${linked.address}/revisions/${number}`)).json().files;
  expect(await files(3)).toEqual(await files(1));
  expect(await files(2)).not.toEqual(await files(1));
});

test("a conflict is about the root alone: members are taken over once it is settled", async () => {
  const { lockstep, linked, push } = await inStep({});
  lockstep.sandbox.webhooks.hold();
  const saved = ROOT.replace("title: T", "title: Saved");
  await lockstep
    .repository("petstore")
    .commit({ files: { "api/openapi.yaml": ROOT.replace("title: T", "title: Pushed") } });
  await lockstep.call("PUT", `${linked.address}/schema`, saved, {
    "content-type": "application/yaml",
    "if-match": "*",
  });
  await settle(lockstep);
  await lockstep.sandbox.webhooks.release();
  await settle(lockstep);
  await lockstep.pass(60_000);
  const link = await linkOf(lockstep, linked);
  expect(link).toMatchObject({ state: "conflict" });
  await push({ "api/b.yaml": "type: string\n" });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "conflict" });
  const { store, remote } = await linkOf(lockstep, linked);
  const resolved = await lockstep.call("POST", `links/${linked.link}/resolution`, {
    expected: { store, remote },
    keep: "store",
  });
  expect(resolved.statusCode).toBe(200);
  await settle(lockstep);
  await lockstep.pass(600_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf(saved) });
  const [newest] = await revisionsOf(lockstep, linked);
  expect(newest).toMatchObject({ blob: blobOf(saved), valid: true });
  const { files } = (await lockstep.call("GET", `${linked.address}/revisions/${newest?.number}`)).json();
  expect(files).toContainEqual({ path: "api/b.yaml", blob: blobOf("type: string\n") });
});
