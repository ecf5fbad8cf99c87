import { expect, test } from "vitest";
import { blobIdOf, parseCommitId } from "../../src/core/git/object-id.ts";
import type { ObservedFile } from "../../src/core/sync/github-port.ts";
import { aGitHub } from "../support/a-github.ts";
import { anApi, type AnApi, type Answer } from "../support/an-api.ts";
import { aRepository } from "../support/a-workspace.ts";

const UID = "12ece9e1-2abf-4edc-8e34-de66e74114d2";
const SCHEMA = "openapi: 3.1.0\ninfo: {title: Pet Store}\ninfo2: 1\n";
const VERSIONED = '{"openapi": "3.1.0", "info": {"title": "Orders", "version": "2.4.0"}, "paths": {}}';
const COLLECTION = JSON.stringify({
  info: {
    _postman_id: UID,
    name: "Pets",
    schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
  },
  item: [],
});

const HEAD = parseCommitId("d".repeat(40));

function fileOf(text: string): ObservedFile {
  const content = Buffer.from(text);
  const blob = blobIdOf(content);
  return { kind: "blob", blob, sizeBytes: content.byteLength, isExecutable: false, content };
}

/** Every repository has these files. */
function withFiles(files: Readonly<Record<string, string>>): Promise<AnApi> {
  const github = aGitHub({
    observe: ({ paths }) =>
      Promise.resolve({
        kind: "found",
        head: HEAD,
        parents: [],
        ancestors: [HEAD],
        commit: { author: "octocat", message: "Add it", committedAt: 0 },
        refId: "REF",
        repository: { owner: "acme", name: "pets", defaultBranch: "main", isArchived: false },
        files: new Map(
          paths.map((path) => {
            const text = files[path];
            return [path, text === undefined ? { kind: "absent", sibling: null } : fileOf(text)] as const;
          }),
        ),
      }),
  });
  return anApi({ github });
}

const bring = ({ call }: AnApi, items: readonly object[]) => call("POST", "imports", { payload: { items } });
const resultsOf = (answer: Answer) => {
  expect([answer.statusCode, answer.body.slice(0, 300)]).toEqual([200, expect.any(String)]);
  return answer.json<{ items: { made: unknown; problem: { code: string } | null }[] }>().items;
};

test("what is pasted becomes what it is: an API by its own name and version, or a collection", async () => {
  const api = await anApi();
  const results = resultsOf(await bring(api, [{ text: SCHEMA }, { text: VERSIONED }, { text: COLLECTION }]));
  expect(results).toEqual([
    { made: { api: "pet-store", version: "1.0" }, problem: null },
    { made: { api: "orders", version: "2.4.0" }, problem: null },
    { made: { collection: UID }, problem: null },
  ]);
  const schema = await api.call("GET", "apis/orders/versions/2.4.0/schema");
  expect(schema.body).toBe(VERSIONED);
  const [revision] = (await api.call("GET", "apis/orders/versions/2.4.0/revisions")).json<{
    items: object[];
  }>().items;
  expect(revision).toMatchObject({ number: 1, origin: "import" });
  expect((await api.call("GET", `collections/${UID}`)).json()).toMatchObject({ name: "Pets" });
});

test("files of repositories are brought in, and schemas are linked to them", async () => {
  const api = await withFiles({ "api/shop.yaml": "openapi: 3.1.0\n", "pets.json": COLLECTION });
  await aRepository(api.store, api.acme, { name: "pets" });
  const results = resultsOf(
    await bring(api, [
      { from: { repository: "acme/pets", path: "api/shop.yaml" } },
      { from: { repository: "pets", path: "pets.json" } },
      { from: { repository: "pets", path: "none.yaml" } },
      { from: { repository: "elsewhere", path: "none.yaml" } },
    ]),
  );
  expect(results.map(({ made, problem }) => [made, problem?.code])).toEqual([
    [{ api: "shop", version: "1.0" }, undefined],
    [{ collection: UID }, undefined],
    [null, "file_not_found"],
    [null, "repository_not_accessible"],
  ]);
  expect((await api.call("GET", "apis/shop/versions/1.0/link")).json()).toMatchObject({
    path: "api/shop.yaml",
    state: "in_sync",
  });
});

test("one that cannot be keeps none of the others, and says why", async () => {
  const api = await anApi();
  const results = resultsOf(
    await bring(api, [
      { text: SCHEMA },
      { text: SCHEMA },
      { text: SCHEMA, name: "Another", version: "9" },
      { text: "   " },
      { text: SCHEMA, name: "???" },
      {},
      { text: SCHEMA, from: { repository: "pets", path: "a" } },
      { text: COLLECTION },
      { text: COLLECTION },
    ]),
  );
  expect(results.map(({ made, problem }) => problem?.code ?? made)).toEqual([
    { api: "pet-store", version: "1.0" },
    "exists",
    { api: "another", version: "9" },
    "empty_document",
    "invalid_request",
    "invalid_request",
    "invalid_request",
    { collection: UID },
    "exists",
  ]);
});

test("an upload is the file itself, of any media type", async () => {
  const { call } = await anApi();
  const send = (payload: string | Buffer, type: string, query = "") =>
    call("POST", `imports/upload${query}`, { payload, headers: { "content-type": type } });
  const yaml = await send("openapi: 3.1.0\n", "application/yaml", "?file=api/shop.v2.yaml");
  expect([yaml.statusCode, yaml.json()]).toEqual([
    201,
    { made: { api: "shop-v2", version: "1.0" }, problem: null },
  ]);
  const json = await send(COLLECTION, "application/json");
  expect(json.json()).toMatchObject({ made: { collection: UID } });
  const named = await send(
    "type Query { a: Int }",
    "application/x-www-form-urlencoded",
    "?name=Graph&version=3",
  );
  expect(named.json()).toMatchObject({ made: { api: "graph", version: "3" } });
  expect((await send(Buffer.from([0, 1, 2]), "application/octet-stream")).json()).toMatchObject({
    code: "not_text",
  });
  expect((await send("", "text/plain")).json()).toMatchObject({ code: "empty_document" });
});

test("a token that only saves collections brings in collections, and nothing else", async () => {
  const api = await anApi();
  const made = await api.call("POST", "tokens", { payload: { name: "CI", scopes: ["collections:save"] } });
  const headers = { authorization: `Bearer ${made.json<{ token: string }>().token}` };
  const payload = { items: [{ text: COLLECTION }, { text: SCHEMA }] };
  const answer = await api.call("POST", "imports", { payload, headers });
  expect(resultsOf(answer).map(({ problem }) => problem?.code)).toEqual([undefined, "forbidden"]);
});

test.each([
  { items: [] },
  {},
  { items: [{ text: 5 }] },
  { items: [{ text: "a", more: 1 }] },
  { items: Array.from({ length: 51 }, () => ({ text: "a" })) },
])("%j is no import", async (payload) => {
  const { call } = await anApi();
  expect((await call("POST", "imports", { payload })).json()).toMatchObject({
    status: 400,
    code: "invalid_request",
  });
});
