import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import type { ComparisonAnswer } from "../../src/core/compare/document-comparison.ts";
import { DocumentComparer } from "../../src/workers/compare-documents.ts";
import { aCollection, COLLECTION } from "../support/a-full-workspace.ts";
import { aVersion } from "../support/a-linking-api.ts";
import { anApi, type AnApi, type Answer } from "../support/an-api.ts";

const VERSION = "apis/pets/versions/1.0";

const FIRST = `openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        '200': {description: OK}
    delete:
      responses:
        '204': {description: Gone}
`;
const SECOND = `openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      parameters:
        - {name: limit, in: query, required: true, schema: {type: integer}}
      responses:
        '200': {description: OK}
    post:
      responses:
        '201': {description: Made}
`;

const comparer = new DocumentComparer();
afterAll(() => comparer.close());

async function aComparingApi(overrides: Parameters<typeof anApi>[0] = {}): Promise<AnApi> {
  return anApi({ comparer, ...overrides });
}

async function save(api: AnApi, ...texts: readonly string[]): Promise<void> {
  for (const payload of texts) {
    const answer = await api.call("PUT", `${VERSION}/schema`, { payload, headers: { "if-match": "*" } });
    expect(answer.statusCode, answer.body).toBeLessThan(300);
  }
}

async function aPetApi(...texts: readonly string[]): Promise<AnApi> {
  const api = await aComparingApi();
  await aVersion(api.store, api.acme.id, "pets");
  await save(api, ...texts);
  return api;
}

function compare(api: AnApi, query: string): Promise<Answer> {
  return api.call("GET", `${VERSION}/compare?${query}`);
}

test("tells what changed between two revisions, the worst first, with the lines and why", async () => {
  const api = await aPetApi(FIRST, SECOND);
  const answer = await compare(api, "from=1&to=2");
  expect(answer.statusCode, answer.body).toBe(200);
  const comparison = answer.json();
  expect(comparison).toMatchObject({
    from: { number: 1 },
    to: { number: 2 },
    summary: "+1 operation, -1, ~1",
    breaking: 2,
    dangerous: 0,
    compatible: 1,
    unnamed: null,
    cut: false,
  });
  expect(comparison.changes).toEqual([
    {
      code: "request-parameter-became-required",
      level: "breaking",
      part: "GET /pets",
      message: "query parameter limit: became required",
      why: "Callers that leave it out are refused.",
      place: { side: "to", line: 7, column: 11 },
      operations: ["GET /pets"],
      operationCount: 1,
    },
    {
      code: "operation-removed",
      level: "breaking",
      part: "DELETE /pets",
      message: "removed",
      why: "Who calls it fails.",
      place: { side: "from", line: 10, column: 5 },
      operations: ["DELETE /pets"],
      operationCount: 1,
    },
    expect.objectContaining({
      code: "operation-added",
      part: "POST /pets",
      place: { side: "to", line: 10, column: 5 },
    }),
  ]);
});

test("gives the difference by lines, as patch reads it", async () => {
  const { text } = (await compare(await aPetApi(FIRST, SECOND), "from=1&to=2")).json();
  expect(text).toMatchObject({ added: 3, removed: 3, cut: false });
  expect(text.unified.split("\n").slice(0, 6)).toEqual([
    "@@ -4,9 +4,9 @@",
    "   /pets:",
    "     get:",
    "       parameters:",
    "-        - {name: limit, in: query, schema: {type: integer}}",
    "+        - {name: limit, in: query, required: true, schema: {type: integer}}",
  ]);
});

test("the other way round, what was added is removed", async () => {
  const api = await aPetApi(FIRST, SECOND);
  const { changes, summary } = (await compare(api, "from=2&to=1")).json();
  expect(summary).toBe("+1 operation, -1, ~1");
  expect(changes.map(({ code, part }: { code: string; part: string }) => [code, part])).toEqual([
    ["operation-removed", "POST /pets"],
    ["request-parameter-became-optional", "GET /pets"],
    ["operation-added", "DELETE /pets"],
  ]);
});

test("a revision differs in nothing from itself, nor from one of the same text", async () => {
  const api = await aPetApi(FIRST, SECOND, FIRST);
  for (const query of ["from=1&to=1", "from=1&to=3"]) {
    expect((await compare(api, query)).json()).toMatchObject({
      text: { unified: "", added: 0, removed: 0 },
      changes: [],
      summary: null,
    });
  }
});

test.each([
  ["kind", "message A {}\n", "message B {}\n"],
  ["unread", FIRST, `${FIRST}\n  - [`],
])("says %s where changes have no names, and shows the lines", async (unnamed, before, after) => {
  const comparison = (await compare(await aPetApi(before, after), "from=1&to=2")).json();
  expect(comparison).toMatchObject({ changes: null, unnamed, summary: null });
  expect(comparison.text.added).toBeGreaterThan(0);
});

test("says that the kinds differ where they do", async () => {
  const comparison = (await compare(await aPetApi(FIRST, "type Query { a: Int }\n"), "from=1&to=2")).json();
  expect(comparison).toMatchObject({ changes: null, unnamed: "kinds" });
});

test("compares GraphQL, with the lines", async () => {
  const api = await aPetApi("type Query {\n  a: Int\n  b: Int\n}\n", "type Query {\n  a: Int!\n}\n");
  const { changes, summary } = (await compare(api, "from=1&to=2")).json();
  expect(summary).toBe("-1 field, ~1");
  expect(changes).toMatchObject([
    { code: "field-removed", level: "breaking", part: "Query", place: { side: "from", line: 3 } },
    { code: "field-type-changed", level: "compatible", part: "Query", place: { side: "to", line: 2 } },
  ]);
});

test("compares collections by request", async () => {
  const api = await aComparingApi();
  const request = { name: "One", request: { method: "GET", url: "https://example.com/1" } };
  const saveItems = (item: readonly unknown[]): Promise<Answer> =>
    api.call("PUT", `collections/${COLLECTION}`, { payload: { ...aCollection(COLLECTION, "Pets"), item } });
  await saveItems([request]);
  await saveItems([
    { name: "Folder", item: [request] },
    { ...request, name: "Two" },
  ]);
  const answer = await api.call("GET", `collections/${COLLECTION}/compare?from=1&to=2`);
  expect(answer.json()).toMatchObject({
    breaking: 0,
    changes: [
      { code: "request-added", level: null, part: "Two" },
      { code: "request-moved", level: null, part: "Folder / One", message: "moved, was One" },
    ],
  });
});

test.each([
  ["from=1", 400],
  ["from=1&to=x", 400],
  ["from=0&to=1", 400],
  ["from=1&to=1e9", 400],
  ["from=1&to=3", 404],
  ["from=3&to=1", 404],
])("refuses %s", async (query, status) => {
  const api = await aPetApi(FIRST, SECOND);
  expect((await compare(api, query)).statusCode).toBe(status);
});

async function listed(api: AnApi): Promise<readonly unknown[]> {
  const { items } = (await api.call("GET", `${VERSION}/revisions`)).json();
  return items.map(({ changes }: { changes: unknown }) => changes);
}

test("the history says how much a revision changed once it was compared with the one before", async () => {
  const api = await aPetApi(FIRST, SECOND, SECOND.replace("Made", "New"), `${FIRST}\n  - [`);
  expect(await listed(api)).toEqual([null, null, null, null]);
  for (const query of ["from=1&to=3", "from=2&to=1", "from=2&to=2"]) await compare(api, query);
  expect(await listed(api)).toEqual([null, null, null, null]);
  for (const query of ["from=1&to=2", "from=3&to=4"]) await compare(api, query);
  const [unread, untold, counted, first] = await listed(api);
  expect(counted).toEqual({ breaking: 2, dangerous: 0, compatible: 1, unnamed: null, cut: false });
  expect(unread).toMatchObject({ breaking: 0, unnamed: "unread" });
  expect([untold, first]).toEqual([null, null]);
});

test("what was counted stays where comparing it again takes too long, and an answer is given where it cannot be kept", async () => {
  let isSlow = true;
  const slow: ComparisonAnswer = { kind: "failed", failure: "timeout" };
  const api = await aComparingApi({
    comparer: { compare: async (from, to) => (isSlow ? slow : comparer.compare(from, to)) },
  });
  await aVersion(api.store, api.acme.id, "pets");
  await save(api, FIRST, SECOND);
  await compare(api, "from=1&to=2");
  expect(await listed(api)).toEqual([expect.objectContaining({ unnamed: "effort" }), null]);
  isSlow = false;
  await sql`create trigger "full" before update on "revisions" begin select raise(abort, 'full'); end`.execute(
    api.store.read,
  );
  expect((await compare(api, "from=1&to=2")).json()).toMatchObject({ breaking: 2 });
  await sql`drop trigger "full"`.execute(api.store.read);
  expect(await listed(api)).toEqual([expect.objectContaining({ unnamed: "effort" }), null]);
  await compare(api, "from=1&to=2");
  isSlow = true;
  await compare(api, "from=1&to=2");
  expect(await listed(api)).toEqual([expect.objectContaining({ breaking: 2, unnamed: null }), null]);
});

test("says that it is busy where too many wait, and why nothing is named where it takes too long", async () => {
  const failing = { failure: "busy" as "busy" | "timeout" };
  const unable = { compare: async () => ({ kind: "failed" as const, ...failing }) };
  const api = await aComparingApi({ comparer: unable });
  await aVersion(api.store, api.acme.id, "pets");
  await save(api, FIRST, SECOND);
  const busy = await compare(api, "from=1&to=2");
  expect([busy.statusCode, busy.headers["retry-after"]]).toEqual([503, "5"]);
  failing.failure = "timeout";
  expect((await compare(api, "from=1&to=2")).json()).toMatchObject({
    text: null,
    changes: null,
    unnamed: "effort",
  });
});
