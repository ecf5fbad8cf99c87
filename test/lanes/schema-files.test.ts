/** Schemas whose files lie side by side in the repository: looked at, kept, checked and taken over together. */
import { expect, test } from "vitest";
import {
  aLinkedSchema,
  blobOf,
  contentOf,
  type Linked,
  linkOf,
  requestsOf,
  revisionsOf,
  settle,
} from "../support/a-linked-document.ts";
import { aLockstep, type ALockstep } from "../support/a-lockstep.ts";
import type { FileContent } from "../../src/sandbox/sandbox.ts";

const ROOT = "api/openapi.yaml";
const PET = "api/schemas/Pet.yaml";
const OWNER = "api/schemas/Owner.yaml";

const root = (title = "T"): string =>
  [
    "openapi: 3.1.0",
    `info: {title: ${title}, version: "1"}`,
    "paths: {}",
    "components:",
    "  schemas:",
    "    Pet: {$ref: ./schemas/Pet.yaml}",
    "",
  ].join("\n");
const pet = (type = "object"): string => `type: ${type}\nproperties:\n  owner: {$ref: Owner.yaml}\n`;
const owner = (type = "object"): string => `type: ${type}\n`;
const FILES = { [ROOT]: root(), [PET]: pet(), [OWNER]: owner() };

type Files = Readonly<Record<string, FileContent | null>>;

async function inStep(files: Files = FILES): Promise<{ lockstep: ALockstep; linked: Linked }> {
  const lockstep = await aLockstep();
  await lockstep.repository("petstore").commit({ files });
  const linked = await aLinkedSchema(lockstep, { file: ROOT });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
  return { lockstep, linked };
}

async function push(lockstep: ALockstep, files: Files): Promise<string> {
  const commit = await lockstep.repository("petstore").commit({ files });
  await settle(lockstep);
  return commit;
}

test("the files that a schema refers to are kept and checked with its first revision, one query a level", async () => {
  const lockstep = await aLockstep();
  await lockstep.repository("petstore").commit({ files: FILES });
  let linked: Linked | undefined;
  const requests = await requestsOf(lockstep, async () => {
    linked = await aLinkedSchema(lockstep, { file: ROOT });
  });
  expect(requests).toEqual(["graphql-query", "graphql-query", "graphql-query"]);
  const [revision, ...more] = await revisionsOf(lockstep, linked ?? { address: "" });
  expect(more).toEqual([]);
  expect(revision).toMatchObject({ valid: true, problems: [] });
  expect(await contentOf(lockstep, blobOf(owner()))).toBe(owner());
});

test("a change of a file deep below is a new revision of the same root, for one look and one reading", async () => {
  const { lockstep, linked } = await inStep();
  let commit = "";
  const requests = await requestsOf(lockstep, async () => {
    commit = await push(lockstep, { [OWNER]: owner("string") });
  });
  expect(requests).toEqual(["graphql-query", "graphql-query"]);
  const revisions = await revisionsOf(lockstep, linked);
  expect(revisions).toMatchObject([
    { number: 2, blob: blobOf(root()), origin: "github", commit, valid: true },
    { number: 1, blob: blobOf(root()) },
  ]);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf(root()) });
});

test("a change that breaks another file is told there, and healed with it", async () => {
  const { lockstep, linked } = await inStep();
  await push(lockstep, { [OWNER]: "type: nonsense\n" });
  const [broken] = await revisionsOf(lockstep, linked);
  expect(broken).toMatchObject({ number: 2, valid: false, problems: [{ path: OWNER, line: 1 }] });
  await push(lockstep, { [OWNER]: owner() });
  expect(await revisionsOf(lockstep, linked)).toMatchObject([
    { number: 3, valid: true },
    { number: 2 },
    { number: 1 },
  ]);
});

test("what concerns none of its files is no revision and costs one look", async () => {
  const { lockstep, linked } = await inStep();
  const requests = await requestsOf(lockstep, () => push(lockstep, { "api/schemas/Other.yaml": "a: 1\n" }));
  expect(requests).toEqual(["graphql-query"]);
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
});

test("a root that refers to other files brings these with it, in one revision", async () => {
  const { lockstep, linked } = await inStep();
  const text = root().replace("Pet.yaml", "Cat.yaml");
  await push(lockstep, { [ROOT]: text, "api/schemas/Cat.yaml": "type: object\n" });
  expect(await revisionsOf(lockstep, linked)).toMatchObject([
    { number: 2, blob: blobOf(text), valid: true, problems: [] },
    { number: 1 },
  ]);
  // What it no longer refers to is nothing to it.
  await push(lockstep, { [PET]: pet("string") });
  expect(await revisionsOf(lockstep, linked)).toHaveLength(2);
});

const MISSING: readonly {
  readonly name: string;
  readonly file: FileContent | null;
  readonly rule: string;
  readonly message: RegExp;
}[] = [
  { name: "deleted", file: null, rule: "missing-file", message: /There is no file/ },
  {
    name: "a symbolic link",
    file: { symlink: "Owner.yaml" },
    rule: "missing-file",
    message: /symbolic link/,
  },
  { name: "a submodule", file: { submodule: "1".repeat(40) }, rule: "missing-file", message: /submodule/ },
  { name: "no text", file: Buffer.from([0xff, 0, 1]), rule: "missing-file", message: /not text/ },
];

test.each(MISSING)("a file that is $name is a problem of the revision, never of the link", async (row) => {
  const { lockstep, linked } = await inStep();
  await push(lockstep, { [PET]: row.file });
  const [revision] = await revisionsOf(lockstep, linked);
  expect(revision).toMatchObject({ number: 2, valid: false });
  expect(revision?.problems).toMatchObject([
    { line: 6, rule: row.rule, message: expect.stringMatching(row.message) },
  ]);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", code: null });
  expect(await requestsOf(lockstep, () => push(lockstep, { "x.txt": "x" }))).toHaveLength(1);
  await push(lockstep, { [PET]: pet() });
  expect((await revisionsOf(lockstep, linked))[0]).toMatchObject({ number: 3, valid: true });
});

test("a renamed file is missing until the root names it as it is now", async () => {
  const { lockstep, linked } = await inStep();
  await push(lockstep, { [PET]: null, "api/schemas/pet.yaml": pet() });
  expect((await revisionsOf(lockstep, linked))[0]).toMatchObject({ valid: false });
  await push(lockstep, { [ROOT]: root().replace("Pet.yaml", "pet.yaml") });
  expect((await revisionsOf(lockstep, linked))[0]).toMatchObject({ valid: true, problems: [] });
});

test("a file over 500 kB is read, byte for byte", async () => {
  const { lockstep, linked } = await inStep();
  const text = `${pet()}# ${"x".repeat(600_000)}\n`;
  await push(lockstep, { [PET]: text });
  expect((await revisionsOf(lockstep, linked))[0]).toMatchObject({ number: 2, valid: true });
  expect(await contentOf(lockstep, blobOf(text))).toBe(text);
});

test("10,000 references end at the limit, with no more requests than its queries", async () => {
  const { lockstep, linked } = await inStep();
  const schemas = Array.from({ length: 10_000 }, (_none, n) => `    S${n}: {$ref: s/f${n}.yaml}`);
  const text = `${root()}${schemas.join("\n")}\n`;
  const requests = await requestsOf(lockstep, () => push(lockstep, { [ROOT]: text }));
  expect(requests.length).toBeLessThanOrEqual(6);
  expect((await revisionsOf(lockstep, linked))[0]).toMatchObject({ number: 2, valid: false });
  const later = await requestsOf(lockstep, () => push(lockstep, { "x.txt": "x" }));
  expect(later.length).toBeLessThanOrEqual(4);
});

test("nothing outside the repository is asked for, whatever the references say", async () => {
  const { lockstep, linked } = await inStep();
  const outside = [
    "http://127.0.0.1:9/a.yaml",
    "file:///etc/passwd",
    "/etc/passwd",
    "../../../../etc/passwd",
    "//127.0.0.1/a",
  ];
  const schemas = outside.map((reference, n) => `    S${n}: {$ref: "${reference}"}`);
  const text = `${root().replace("    Pet: {$ref: ./schemas/Pet.yaml}\n", "")}${schemas.join("\n")}\n`;
  const requests = await requestsOf(lockstep, () => push(lockstep, { [ROOT]: text }));
  expect(requests).toEqual(["graphql-query"]);
  const [revision] = await revisionsOf(lockstep, linked);
  expect(revision).toMatchObject({ number: 2, valid: true });
  expect(revision?.problems).toHaveLength(outside.length);
});

test("protobuf: an import is found from a directory above, and its change is a revision", async () => {
  const lockstep = await aLockstep();
  const file = "proto/shop/cart.proto";
  const text = 'syntax = "proto3";\nimport "acme/money.proto";\nmessage Cart { acme.Money sum = 1; }\n';
  const money = 'syntax = "proto3";\npackage acme;\nmessage Money { int64 units = 1; }\n';
  await lockstep.repository("petstore").commit({ files: { [file]: text, "proto/acme/money.proto": money } });
  const linked = await aLinkedSchema(lockstep, { file });
  expect(await revisionsOf(lockstep, linked)).toMatchObject([{ valid: true, problems: [] }]);
  await push(lockstep, { "proto/acme/money.proto": money.replace("Money", "Coin") });
  expect((await revisionsOf(lockstep, linked))[0]).toMatchObject({ number: 2, valid: false });
  // One that is nearer counts from now on.
  await push(lockstep, { "proto/shop/acme/money.proto": money });
  expect((await revisionsOf(lockstep, linked))[0]).toMatchObject({ number: 3, valid: true });
});

test("RAML: what is included is checked with it", async () => {
  const lockstep = await aLockstep();
  const text = "#%RAML 1.0\ntitle: T\ntypes:\n  A: !include types/a.raml\n";
  const type = "#%RAML 1.0 DataType\ntype: object\n";
  await lockstep
    .repository("petstore")
    .commit({ files: { "raml/api.raml": text, "raml/types/a.raml": type } });
  const linked = await aLinkedSchema(lockstep, { file: "raml/api.raml" });
  expect(await revisionsOf(lockstep, linked)).toMatchObject([{ valid: true, problems: [] }]);
  await push(lockstep, { "raml/types/a.raml": null });
  expect((await revisionsOf(lockstep, linked))[0]).toMatchObject({
    number: 2,
    valid: false,
    problems: [{ line: 4, rule: "missing-file" }],
  });
});

test("two schemas share a file: each has its revision when it changes, for one reading", async () => {
  const { lockstep, linked } = await inStep({ ...FILES, "api/other.yaml": root("Other") });
  const other = await aLinkedSchema(lockstep, { name: "Other", file: "api/other.yaml" });
  const requests = await requestsOf(lockstep, () => push(lockstep, { [OWNER]: owner("string") }));
  expect(requests).toEqual(["graphql-query", "graphql-query"]);
  expect(await revisionsOf(lockstep, linked)).toHaveLength(2);
  expect(await revisionsOf(lockstep, other)).toHaveLength(2);
});

test("a link that moves to another place follows the references from there", async () => {
  const { lockstep, linked } = await inStep({ ...FILES, "next/openapi.yaml": root() });
  const moved = await lockstep.call("PATCH", `links/${linked.link}`, { file: "next/openapi.yaml" });
  expect(moved.statusCode).toBe(200);
  await settle(lockstep);
  expect((await revisionsOf(lockstep, linked))[0]).toMatchObject({ number: 2, valid: false });
  await push(lockstep, { "next/schemas/Pet.yaml": "type: object\n" });
  expect((await revisionsOf(lockstep, linked))[0]).toMatchObject({ number: 3, valid: true });
});

test("many files of a level come without their texts, which are read within the limit of bytes", async () => {
  const names = Array.from({ length: 40 }, (_none, n) => `api/parts/p${n}.yaml`);
  const large = `type: object\n# ${"x".repeat(300_000)}\n`;
  const parts = Object.fromEntries(names.map((name) => [name, large.replace("object", `object # ${name}`)]));
  const schemas = names.map((name, n) => `    S${n}: {$ref: ${name.replace("api/", "")}}`);
  const text = `openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {}\ncomponents:\n  schemas:\n${schemas.join("\n")}\n`;
  const { lockstep, linked } = await inStep({ [ROOT]: text, ...parts });
  const revision = (await lockstep.call("GET", `${linked.address}/revisions/1`)).json();
  expect(revision.files).toHaveLength(16);
  expect(revision.valid).toBe(true);
  const unread = revision.problems.filter(({ rule }: { rule: string }) => rule === "external-reference");
  expect(unread).toHaveLength(24);
});
