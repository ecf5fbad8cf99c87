import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { DocumentComparer } from "../../src/workers/compare-documents.ts";

const comparer = new DocumentComparer();
afterAll(() => comparer.close());

async function changes(before: unknown, after: unknown): Promise<string | null> {
  const answer = await comparer.compare(bytesOf(before), bytesOf(after));
  if (answer.kind === "failed") throw new Error(answer.failure);
  const { named } = answer.comparison;
  return typeof named === "string" ? null : named.summary;
}

function bytesOf(text: unknown): Buffer {
  return Buffer.from(typeof text === "string" ? text : JSON.stringify(text));
}

const get = (summary = ""): unknown => ({ summary, responses: { 200: { description: "OK" } } });

function anOpenapi(paths: unknown, more: object = {}): object {
  return { openapi: "3.1.0", info: { title: "Pets", version: "1" }, paths, ...more };
}

const pets = anOpenapi({ "/pets": { get: get(), post: get() }, "/pets/{id}": { get: get() } });

test.each([
  ["nothing that counts", pets, { ...pets, info: { title: "Cats", version: "2" } }, null],
  ["one more", pets, anOpenapi({ ...at(pets), "/cats": { get: get() } }), "+1 operation"],
  ["two more", pets, anOpenapi({ ...at(pets), "/cats": { get: get(), put: get() } }), "+2 operations"],
  ["one less", pets, anOpenapi({ "/pets": { get: get(), post: get() } }), "-1 operation"],
  ["one changed", pets, anOpenapi({ ...at(pets), "/pets/{id}": { get: get("One") } }), "~1 operation"],
  [
    "what a path says for all",
    pets,
    anOpenapi({
      ...at(pets),
      "/pets": { get: get(), post: get(), parameters: [{ name: "a", in: "query" }] },
    }),
    "~2 operations",
  ],
  [
    "all at once",
    pets,
    anOpenapi({ "/pets": { get: get("All"), put: get(), delete: get() }, "/pets/{id}": { get: get() } }),
    "+2 operations, -1, ~1",
  ],
  [
    "its schemas",
    anOpenapi({}, { components: { schemas: { Pet: { type: "object" }, Cat: {} } } }),
    anOpenapi({ "/pets": { get: get() } }, { components: { schemas: { Pet: { type: "string" } } } }),
    "+1 operation, -1 schema, ~1",
  ],
  [
    "schemas of version 2",
    { swagger: "2.0", paths: {}, definitions: {} },
    { swagger: "2.0", paths: {}, definitions: { Pet: {} } },
    "+1 schema",
  ],
  ["webhooks", anOpenapi({}), anOpenapi({}, { webhooks: { pet: { post: get() } } }), "+1 operation"],
  [
    "keys in another order",
    { openapi: "3.1.0", paths: { "/a": { get: { a: 1, b: 2 } } } },
    { openapi: "3.1.0", paths: { "/a": { get: { b: 2, a: 1 } } } },
    null,
  ],
  [
    "another version of the specification",
    { swagger: "2.0", paths: {} },
    anOpenapi({ "/a": { get: get() } }),
    "+1 operation",
  ],
  ["another kind", pets, "type Query { a: Int }", null],
])("tells of OpenAPI %s", async (_what, before, after, summary) => {
  expect(await changes(before, after)).toBe(summary);
});

function at(document: object): object {
  return (document as { readonly paths: object }).paths;
}

test("tells of YAML as of JSON, of CRLF and a byte order mark as of none", async () => {
  const before = "\ufeffopenapi: 3.1.0\r\npaths:\r\n  /a:\r\n    get: {summary: a}\r\n";
  expect(await changes(before, "openapi: 3.1.0\npaths:\n  /a:\n    get: {summary: a}\n")).toBeNull();
  expect(await changes(before, "openapi: 3.1.0\npaths:\n  /a:\n    put: {summary: a}\n")).toBe(
    "+1 operation, -1",
  );
});

test.each([
  ["a type", "type Query { a: Int }", "type Query { a: Int }\ntype Pet { id: ID }", "+1 type"],
  [
    "fields",
    "type Query { a: Int, b: Int }",
    "type Query { a: String, c(x: Int): Int, d: Int }",
    "+2 fields, -1, ~1",
  ],
  ["arguments", "type Query { a(x: Int): Int }", "type Query { a(x: Int!): Int }", "~1 field"],
  ["values of an enum", "enum E { A }", "enum E { A B }", "~1 type"],
  ["a directive", "type Query { a: Int }", "directive @a on FIELD\ntype Query { a: Int }", "+1 type"],
  [
    "interfaces",
    "interface I { a: Int }\ntype T { a: Int }",
    "interface I { a: Int }\ntype T implements I { a: Int }",
    "~1 type",
  ],
  ["input fields", "input I { a: Int }", "input I { a: Int, b: Int }", "+1 field"],
  ["layout only", "type Query { a: Int }", "type Query {\n  a: Int\n}\n", null],
  ["what does not parse", "type Query { a: Int }", "type Query { a: Int", null],
])("tells of GraphQL %s", async (_what, before, after, summary) => {
  expect(await changes(before, after)).toBe(summary);
});

test("tells of AsyncAPI, of both versions", async () => {
  const two = { asyncapi: "2.6.0", channels: { a: { publish: {} } } };
  expect(await changes(two, { ...two, channels: { a: { subscribe: {} }, b: {} } })).toBe("+1 channel, ~1");
  const three = { asyncapi: "3.0.0", channels: { a: {} }, operations: { send: { action: "send" } } };
  expect(await changes(three, { ...three, operations: {} })).toBe("-1 operation");
});

function aCollection(item: unknown): object {
  return {
    info: { name: "Pets", schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" },
    item,
  };
}

test("tells of collections; of changed requests only beside new or removed ones", async () => {
  const one = { name: "One", request: "https://example.com" };
  const two = { name: "Two", request: "https://example.com" };
  const before = aCollection([one, { name: "Folder", item: [two] }]);
  expect(await changes(before, aCollection([one, { name: "Folder", item: [two, one] }]))).toBe("+1 request");
  const changed = { ...one, request: "https://example.org" };
  expect(await changes(before, aCollection([changed, { name: "Folder", item: [two] }]))).toBeNull();
  expect(await changes(before, aCollection([changed, two, two, one]))).toBe("+2 requests, ~2");
});

test.each([
  ["JSON Schema", '{"$schema": "https://json-schema.org/draft/2020-12/schema"}'],
  ["protobuf", 'syntax = "proto3";\nmessage A {}\n'],
  ["nothing known", "hello"],
  ["bytes", "\u0000"],
  ["wrong forms", '{"openapi": "3.1.0", "paths": [1, null], "components": 5, "webhooks": "a"}'],
])("tells nothing of %s", async (_what, text) => {
  expect(await changes(text, `${text} `)).toBeNull();
});

test("tells of a real document", async () => {
  const file = new URL("../../src/sandbox/seed/petstore/api/petstore.yaml", import.meta.url);
  const text = readFileSync(file, "utf8");
  expect(await changes(text, text.replace("\n    post:", "\n    patch:"))).toMatch(/^\+1 operation, -1/);
});
