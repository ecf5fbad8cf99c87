/** Schemas of several files at the API: what a revision lists, a bundle to download, a comparison of the whole, a save beside them. */
import { expect, test } from "vitest";
import {
  aLinkedSchema,
  blobOf,
  linkOf,
  type Linked,
  revisionsOf,
  settle,
} from "../support/a-linked-document.ts";
import { aTimedLockstep, type ATimedLockstep } from "../support/a-timed-lockstep.ts";

const ROOT = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths:\n  /pets: {$ref: paths/pets.yaml}\n';
const pets = (description: string, more = ""): string =>
  `get:\n  responses:\n    "200":\n      description: ${description}\n${more}`;

async function inStep(files: Readonly<Record<string, string>>, file: string) {
  const lockstep = await aTimedLockstep();
  await lockstep.repository("petstore").commit({ files });
  const linked = await aLinkedSchema(lockstep, { file });
  return { lockstep, linked };
}

const openApi = () =>
  inStep({ "api/openapi.yaml": ROOT, "api/paths/pets.yaml": pets("ok") }, "api/openapi.yaml");

async function push(lockstep: ATimedLockstep, files: Readonly<Record<string, string | null>>): Promise<void> {
  await lockstep.repository("petstore").commit({ files });
  await settle(lockstep);
}

test("a revision lists its files, and their blobs can be read", async () => {
  const { lockstep, linked } = await openApi();
  const revision = await lockstep.call("GET", `${linked.address}/revisions/1`);
  expect(revision.json()).toMatchObject({
    closure: expect.stringMatching(/^[0-9a-f]{64}$/),
    files: [{ path: "api/paths/pets.yaml", blob: blobOf(pets("ok")) }],
  });
  await push(lockstep, { "api/paths/pets.yaml": pets("fine") });
  const [second, first] = (await lockstep.call("GET", `${linked.address}/revisions`)).json().items;
  expect(second.blob).toBe(first.blob);
  expect(second.closure).not.toBe(first.closure);
});

test("a bundle is one document, of the present revision or of any, with an ETag of its own", async () => {
  const { lockstep, linked } = await openApi();
  await push(lockstep, { "api/paths/pets.yaml": pets("fine") });
  const present = await lockstep.call("GET", `${linked.address}/schema?bundled=true`);
  expect(present.statusCode).toBe(200);
  expect(present.body).toContain("description: fine");
  expect(present.body).not.toContain("pets.yaml");
  expect(present.headers["content-type"]).toBe("application/yaml");
  expect(present.headers["content-disposition"]).toContain("1.0-bundled.yaml");
  expect(present.headers["etag"]).toBe(`"${blobOf(present.rawPayload)}"`);
  const again = await lockstep.call("GET", `${linked.address}/schema?bundled=true`, undefined, {
    "if-none-match": String(present.headers["etag"]),
  });
  expect(again.statusCode).toBe(304);
  const first = await lockstep.call("GET", `${linked.address}/revisions/1/content?bundled=true`);
  expect(first.body).toContain("description: ok");
  const plain = await lockstep.call("GET", `${linked.address}/schema`);
  expect(plain.body).toBe(ROOT);
});

test("a schema of one file is its own bundle, byte for byte", async () => {
  const text = 'openapi: 3.1.0\r\ninfo: {title: T, version: "1"}\r\npaths: {}\r\n';
  const { lockstep, linked } = await inStep({ "a.yaml": text }, "a.yaml");
  expect((await lockstep.call("GET", `${linked.address}/schema?bundled=true`)).body).toBe(text);
  expect((await lockstep.call("GET", `${linked.address}/revisions/1`)).json()).toMatchObject({
    closure: null,
    files: [],
  });
});

test("no bundle is made of protobuf, nor of what does not parse, and the answer says what to do", async () => {
  const proto = { "a.proto": 'syntax = "proto3";\nimport "b.proto";\n', "b.proto": 'syntax = "proto3";\n' };
  const { lockstep, linked } = await inStep(proto, "a.proto");
  const refused = await lockstep.call("GET", `${linked.address}/schema?bundled=true`);
  expect(refused.statusCode).toBe(422);
  expect(refused.json()).toMatchObject({ code: "not_bundled", remedy: expect.stringContaining("blobs") });
});

test("a comparison sees the whole, though the root is the same", async () => {
  const { lockstep, linked } = await openApi();
  await push(lockstep, { "api/paths/pets.yaml": pets("ok", "delete:\n  responses: {}\n") });
  const compared = await lockstep.call("GET", `${linked.address}/compare?from=1&to=2`);
  expect(compared.statusCode).toBe(200);
  expect(compared.json().changes).not.toEqual([]);
  expect(JSON.stringify(compared.json().text)).toContain("delete");
});

async function save(
  lockstep: ATimedLockstep,
  { address }: Pick<Linked, "address">,
  text: string,
): Promise<void> {
  const headers = { "content-type": "application/yaml", "if-match": "*" };
  const saved = await lockstep.call("PUT", `${address}/schema`, text, headers);
  expect(saved.statusCode).toBe(200);
  await settle(lockstep);
  await lockstep.pass(300_000);
}

test("a save is checked with the files beside it, and causes no further revision where these are the same", async () => {
  const { lockstep, linked } = await openApi();
  await save(lockstep, linked, ROOT.replace("title: T", "title: Saved"));
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
  const revisions = await revisionsOf(lockstep, linked);
  expect(revisions).toMatchObject([{ number: 2, origin: "store", valid: true, problems: [] }, { number: 1 }]);
  expect((await lockstep.call("GET", `${linked.address}/revisions/2`)).json().files).toHaveLength(1);
  expect((await lockstep.call("GET", `${linked.address}/schema?bundled=true`)).body).toContain("Saved");
});

test("a file that a save is the first to refer to is looked at once the save is committed", async () => {
  const { lockstep, linked } = await openApi();
  await push(lockstep, { "api/paths/cats.yaml": pets("cats") });
  await save(lockstep, linked, `${ROOT}  /cats: {$ref: paths/cats.yaml}\n`);
  const revisions = await revisionsOf(lockstep, linked);
  expect(revisions.map(({ origin }) => origin)).toEqual(["github", "store", "github"]);
  expect(revisions[0]).toMatchObject({ valid: true, problems: [] });
  expect((await lockstep.call("GET", `${linked.address}/revisions/3`)).json().files).toHaveLength(2);
  await push(lockstep, { "api/paths/cats.yaml": pets("tigers") });
  expect(await revisionsOf(lockstep, linked)).toHaveLength(4);
});

test("a text that was in the store before it was linked finds the files beside its place", async () => {
  const lockstep = await aTimedLockstep();
  await lockstep.repository("petstore").commit({ files: { "api/paths/pets.yaml": pets("ok") } });
  await lockstep.call("POST", "apis", { name: "Zoo" });
  await lockstep.call("POST", "apis/zoo/versions", { name: "1.0" });
  const address = "apis/zoo/versions/1.0";
  const made = await lockstep.call("PUT", `${address}/schema`, ROOT, { "content-type": "application/yaml" });
  expect(made.statusCode).toBe(201);
  await lockstep.call("PUT", `${address}/link`, { repository: "petstore", file: "api/openapi.yaml" });
  await settle(lockstep);
  await lockstep.pass(300_000);
  const [newest] = await revisionsOf(lockstep, { address });
  expect(newest).toMatchObject({ origin: "github", valid: true, problems: [] });
  expect((await lockstep.call("GET", `${address}/schema?bundled=true`)).body).toContain("description: ok");
});
