import { expect, test } from "vitest";
import { aClock } from "../support/a-clock.ts";
import {
  aLinkedSchema,
  blobOf,
  linkOf,
  requestsOf,
  revisionsOf,
  saveText,
  settle,
} from "../support/a-linked-document.ts";
import { aLockstep, type ALockstep } from "../support/a-lockstep.ts";
import type { FileContent } from "../../src/sandbox/sandbox.ts";

const PATH = "api/new.yaml";
const VALID = `openapi: 3.1.0\ninfo: {title: One, version: "1"}\npaths: {}\n`;

async function inStep() {
  const lockstep = await aLockstep({ clock: aClock() });
  await lockstep.repository("petstore").commit({ files: { [PATH]: VALID } });
  const linked = await aLinkedSchema(lockstep, { file: PATH });
  return { lockstep, linked };
}

async function push(lockstep: ALockstep, file: FileContent | null, path = PATH): Promise<string> {
  const commit = await lockstep.repository("petstore").commit({ files: { [path]: file } });
  await settle(lockstep);
  return commit;
}

test.each([
  { name: "CRLF", text: VALID.replaceAll("\n", "\r\n") },
  { name: "a byte order mark", text: `\uFEFF${VALID}` },
  { name: "no final newline", text: VALID.trimEnd() },
  { name: "mixed line endings and trailing blanks", text: VALID.replace("\n", "  \r\n") },
  { name: "letters beyond ASCII", text: VALID.replace("One", "Hétérogène 日本 🐾") },
])("keeps $name byte for byte", async ({ text }) => {
  const { lockstep, linked } = await inStep();
  const commit = await push(lockstep, text);
  const schema = await lockstep.call("GET", `${linked.address}/schema`);
  expect(schema.rawPayload.equals(Buffer.from(text))).toBe(true);
  expect(schema.headers["etag"]).toBe(`"${blobOf(text)}"`);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "in_sync",
    remote: blobOf(text),
    head: commit,
  });
});

test("a revision has the author, the message, the commit and the time of what was pushed", async () => {
  const { lockstep, linked } = await inStep();
  const before = Date.now();
  const commit = await lockstep.repository("petstore").commit({
    files: { [PATH]: VALID.replace("One", "Two") },
    message: "Say two\n\nBecause.",
    author: { name: "Ada Lovelace", email: "ada@example.com" },
  });
  await settle(lockstep);
  const [revision] = await revisionsOf(lockstep, linked);
  expect(revision).toMatchObject({
    number: 2,
    origin: "github",
    author: "Ada Lovelace",
    message: "Say two\n\nBecause.",
    commit,
    valid: true,
  });
  const at = Date.parse(revision?.at ?? "");
  expect(at).toBeGreaterThan(before - 2000);
  expect(at).toBeLessThanOrEqual(Date.now());
});

test("a schema that does not parse is stored with its problems, and the last valid revision stays at hand", async () => {
  const { lockstep, linked } = await inStep();
  const broken = "openapi: 3.1.0\ninfo: {title: [\n";
  const commit = await push(lockstep, broken);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf(broken) });
  const revisions = await revisionsOf(lockstep, linked);
  expect(revisions).toMatchObject([
    { number: 2, valid: false, commit },
    { number: 1, valid: true },
  ]);
  expect(revisions[0]?.problems[0]).toMatchObject({ line: expect.any(Number), severity: "error" });
  expect((await lockstep.call("GET", `${linked.address}/schema`)).body).toBe(broken);
  const valid = await lockstep.call("GET", `${linked.address}/revisions?valid=true`);
  expect(valid.json().items).toMatchObject([{ number: 1, blob: blobOf(VALID) }]);
  await push(lockstep, VALID.replace("One", "Two"));
  expect((await revisionsOf(lockstep, linked))[0]).toMatchObject({ number: 3, valid: true });
});

const REFUSED: readonly { readonly name: string; readonly file: FileContent; readonly code: string }[] = [
  {
    name: "a binary file",
    file: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff, 0xfe]),
    code: "not_text",
  },
  { name: "a symbolic link", file: { symlink: "petstore.yaml" }, code: "symlink" },
  { name: "a submodule", file: { submodule: "1".repeat(40) }, code: "submodule" },
  { name: "a file over 25 MiB", file: Buffer.alloc(25 * 1024 * 1024 + 1, "a"), code: "file_too_large" },
];

test.each(REFUSED)("$name in the file's place is said, keeps the store's text, and heals", async (row) => {
  const { lockstep, linked } = await inStep();
  await push(lockstep, row.file);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "error",
    code: row.code,
    message: expect.stringMatching(/\w/),
    store: blobOf(VALID),
  });
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
  expect((await lockstep.call("GET", `${linked.address}/schema`)).body).toBe(VALID);
  // A save does not write over it.
  const head = await lockstep.repository("petstore").head();
  await saveText(lockstep, linked.document, VALID.replace("One", "Saved"));
  await settle(lockstep);
  expect(await lockstep.repository("petstore").head()).toBe(head);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "error", code: row.code });
  await push(lockstep, VALID.replace("One", "Saved"));
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", code: null });
});

test("a directory at the path is said, and heals", async () => {
  const { lockstep, linked } = await inStep();
  await lockstep.repository("petstore").commit({ files: { [PATH]: null }, silent: true });
  await push(lockstep, "x", `${PATH}/inside.txt`);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "error", code: "path_taken" });
  expect((await lockstep.call("GET", `${linked.address}/schema`)).body).toBe(VALID);
  await lockstep.repository("petstore").commit({ files: { [`${PATH}/inside.txt`]: null } });
  await push(lockstep, VALID);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
});

test("a file in the place of a directory of the path is said, and does not look like a deletion", async () => {
  const { lockstep, linked } = await inStep();
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { api: null }, silent: true });
  await push(lockstep, "a file\n", "api");
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "error", code: "path_taken" });
  expect((await linkOf(lockstep, linked)).agreed).toMatchObject({ remote: blobOf(VALID) });
  await repository.commit({ files: { api: null }, silent: true });
  await push(lockstep, VALID);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
});

test("a new path that differs from another only by case is refused before anything is written", async () => {
  const lockstep = await aLockstep();
  await push(lockstep, VALID, "api/New.yaml");
  const head = await lockstep.repository("petstore").head();
  const linked = await aLinkedSchema(lockstep, { file: PATH, text: VALID });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "error", code: "path_taken" });
  expect(await lockstep.repository("petstore").head()).toBe(head);
});

test("a file that differs only by case, made later, does not stop a link that is in step", async () => {
  const { lockstep, linked } = await inStep();
  await push(lockstep, "other\n", "api/NEW.yaml");
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
});

test("reads a text over 500 kB with one REST request, byte for byte", async () => {
  const { lockstep, linked } = await inStep();
  const text = `${VALID}# ${"é".repeat(300_000)}\r\n`;
  const requests = await requestsOf(lockstep, () => push(lockstep, text));
  expect(requests).toEqual(["graphql-query", "rest"]);
  const schema = await lockstep.call("GET", `${linked.address}/schema`);
  expect(schema.rawPayload.equals(Buffer.from(text))).toBe(true);
});

test("never takes a text that GitHub gave cut", async () => {
  const { lockstep, linked } = await inStep();
  const text = `${VALID}# ${"a".repeat(520_000)}\n`;
  const commit = await push(lockstep, text);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "in_sync",
    remote: blobOf(text),
    head: commit,
  });
  const revisions = await revisionsOf(lockstep, linked);
  expect(revisions.map(({ blob }) => blob)).toEqual([blobOf(text), blobOf(VALID)]);
});

const BINARY = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff, 0xfe]);

test.each([
  {
    name: "was paused",
    between: async (lockstep: ALockstep, link: number) => {
      await lockstep.call("PATCH", `links/${link}`, { paused: true });
      await settle(lockstep);
      await lockstep.call("PATCH", `links/${link}`, { paused: false });
    },
  },
  {
    name: "could not be read for a while",
    between: async (lockstep: ALockstep, link: number) => {
      lockstep.sandbox.faults.set({ requests: [{ effect: { kind: "status", status: 403 } }] });
      await lockstep.call("POST", `links/${link}/sync`);
      await settle(lockstep);
      lockstep.sandbox.faults.clear();
      await lockstep.call("POST", `links/${link}/sync`);
    },
  },
])("a binary file is not taken for text after its link $name", async ({ between }) => {
  const { lockstep, linked } = await inStep();
  await push(lockstep, BINARY);
  await between(lockstep, linked.link);
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "error",
    code: "not_text",
    store: blobOf(VALID),
  });
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
});

test("a link made to a file that is binary says so, and a save does not overwrite it", async () => {
  const lockstep = await aLockstep({ clock: aClock() });
  await push(lockstep, BINARY);
  const linked = await aLinkedSchema(lockstep, { file: PATH, text: VALID, keep: "store" });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "error", code: "not_text" });
  const file = await lockstep.repository("petstore").read("main", PATH);
  expect(file?.equals(BINARY)).toBe(true);
});
