import { expect, test } from "vitest";
import type { FoundChange } from "../../../../src/core/compare/change.ts";
import { compareOpenapi } from "../../../../src/core/compare/openapi/compare-openapi.ts";
import { summaryOf } from "../../../../src/core/compare/summary.ts";
import { anOperation, aParameter, aProperty, aRequest, aResponse, type Schema } from "./a-description.ts";

const PET = { $ref: "#/components/schemas/Pet" };
const TEXT = { type: "string" };

function withPet(pet: Schema, more: object = {}): object {
  const content = { "application/json": { schema: PET } };
  const operation = { requestBody: { content }, responses: { 200: { description: "OK", content } } };
  return {
    openapi: "3.1.0",
    paths: { "/pets": { get: operation, put: operation }, "/cats": { get: operation } },
    components: { schemas: { Pet: pet, ...more } },
  };
}

function compare(from: object, to: object): readonly FoundChange[] {
  return compareOpenapi({ from, to }).changes;
}

function told(changes: readonly FoundChange[]): readonly string[] {
  return changes.map(({ code, part, message }) => `${part}: ${message} (${code})`);
}

test("what operations share is told once for each direction, with all that use it", () => {
  const changes = compare(withPet(aProperty(TEXT)), withPet(aProperty({ type: "number" })));
  expect(changes.map(({ code, part, message }) => [code, part, message])).toEqual([
    ["response-type-changed", "schema Pet", "name: type changed from string to number"],
    ["request-type-changed", "schema Pet", "name: type changed from string to number"],
  ]);
  for (const { operations, operationCount, at } of changes) {
    expect([operations, operationCount]).toEqual([["GET /pets", "PUT /pets", "GET /cats"], 3]);
    expect(at).toEqual({ side: "to", pointer: "/components/schemas/Pet/properties/name/type" });
  }
});

test("cycles end, and name the operations that reach them", () => {
  const from = withPet(
    { properties: { owner: { $ref: "#/components/schemas/Owner" } } },
    { Owner: aProperty(TEXT, { anyOf: [PET] }) },
  );
  const to = structuredClone(from) as {
    components: { schemas: { Owner: { properties: { name: object } } } };
  };
  to.components.schemas.Owner.properties.name = { type: "boolean" };
  const changes = compare(from, to);
  expect(new Set(changes.map(({ part }) => part))).toEqual(new Set(["schema Owner"]));
  expect(changes[0]?.operationCount).toBe(3);
});

test("a schema written in place is the same as one that is referred to", () => {
  const from = withPet(aProperty(TEXT));
  const to = JSON.parse(JSON.stringify(from)) as { paths: { "/cats": { get: { requestBody: unknown } } } };
  to.paths["/cats"].get.requestBody = { content: { "application/json": { schema: aProperty(TEXT) } } };
  expect(told(compare(from, to))).toEqual([
    "GET /cats: changed in words, examples or extensions only (operation-words-changed)",
  ]);
});

test("a schema that nobody uses concerns nobody", () => {
  const from = withPet(true, { Cat: aProperty(TEXT) });
  expect(told(compare(from, withPet(true, { Cat: TEXT })))).toEqual([
    "schema Cat: changed (schema-unused-changed)",
  ]);
});

const withComponents = (limit: object, gone: object): object => {
  const operation = {
    parameters: [{ $ref: "#/components/parameters/Limit" }],
    responses: { 404: { $ref: "#/components/responses/Gone" } },
  };
  return {
    openapi: "3.0.3",
    paths: { "/a": { get: operation }, "/b": { get: operation } },
    components: {
      parameters: { Limit: { name: "limit", in: "query", ...limit } },
      responses: { Gone: gone },
    },
  };
};

test("parameters and responses of components are told once too", () => {
  const header = { headers: { "X-Why": { schema: TEXT } } };
  const changes = compare(withComponents({}, header), withComponents({ required: true }, {}));
  expect(told(changes).toSorted()).toEqual([
    "parameter Limit: became required (request-parameter-became-required)",
    "response Gone: header X-Why: removed (response-header-removed)",
  ]);
  expect(changes.map(({ operationCount }) => operationCount)).toEqual([2, 2]);
});

test("a reference out of the document is not followed; another one may be anything", () => {
  const from = aResponse({ $ref: "./pet.yaml" });
  expect(compare(from, structuredClone(from))).toEqual([]);
  expect(compare(from, aResponse({ $ref: "https://example.com/pet.yaml" }))).toMatchObject([
    { code: "response-reference-changed", level: "dangerous" },
  ]);
  const nowhere = compare(aResponse({ $ref: "#/components/schemas/Nobody" }), aResponse(TEXT));
  expect(nowhere).toMatchObject([{ code: "response-reference-changed", level: "dangerous" }]);
});

test.each([
  ["nullable as OpenAPI 3.0 and 3.1 write it", { ...TEXT, nullable: true }, { type: ["string", "null"] }],
  ["a union with null", { type: ["string", "null"] }, { anyOf: [TEXT, { type: "null" }] }],
  ["an exclusive bound as both write it", { maximum: 5, exclusiveMaximum: true }, { exclusiveMaximum: 5 }],
  ["a bound that says nothing", TEXT, { ...TEXT, minLength: 0 }],
  ["what allOf says", aProperty(TEXT), { allOf: [{ type: "object" }, { properties: { name: TEXT } }] }],
  ["a type that the other keywords imply", { properties: { name: TEXT } }, aProperty(TEXT)],
  ["the order of a union", { oneOf: [TEXT, { type: "number" }] }, { oneOf: [{ type: "number" }, TEXT] }],
  ["no other properties said in two ways", aProperty(TEXT), aProperty(TEXT, { additionalProperties: {} })],
])("%s is no change", (_what, from, to) => {
  for (const hold of [aRequest, aResponse]) {
    expect(compare(hold(from), hold(to)).filter(({ code }) => code !== "operation-words-changed")).toEqual(
      [],
    );
  }
});

test.each([
  ["forbidden", aProperty(TEXT), aProperty(TEXT, { additionalProperties: false }), "breaking", "compatible"],
  ["allowed", aProperty(TEXT, { additionalProperties: false }), aProperty(TEXT), "compatible", "compatible"],
  ["restricted", aProperty(TEXT), aProperty(TEXT, { additionalProperties: TEXT }), "breaking", "compatible"],
] as const)("additional properties: %s", (...row) => {
  const [verb, from, to, request, response] = row;
  const code = `additional-properties-${verb}`;
  expect(compare(aRequest(from), aRequest(to))).toMatchObject([{ code: `request-${code}`, level: request }]);
  expect(compare(aResponse(from), aResponse(to))).toMatchObject([
    { code: `response-${code}`, level: response },
  ]);
});

test("one form that becomes one of several is judged by the others", () => {
  const wrapped = { oneOf: [aProperty(TEXT), { type: "number" }] };
  expect(compare(aRequest(aProperty(TEXT)), aRequest(wrapped))).toMatchObject([
    { code: "request-one-of-added", level: "compatible" },
  ]);
  expect(compare(aResponse(aProperty(TEXT)), aResponse(wrapped))).toMatchObject([{ level: "breaking" }]);
  expect(compare(aResponse(wrapped), aResponse(aProperty(TEXT)))).toMatchObject([
    { code: "response-one-of-removed", level: "compatible" },
  ]);
});

test("a property that is sent and is not allowed any more breaks", () => {
  const closed = { additionalProperties: false };
  const from = aRequest(aProperty(TEXT, closed));
  expect(compare(from, aRequest({ type: "object", properties: {}, ...closed }))).toMatchObject([
    { code: "request-property-removed", level: "breaking", at: { side: "from" } },
  ]);
});

test("how a list is written matters; how a single value is, does not", () => {
  const list = { schema: { type: "array", items: TEXT } };
  expect(compare(aParameter(list), aParameter({ ...list, explode: false }))).toMatchObject([
    { code: "request-parameter-serialization-changed", level: "breaking" },
  ]);
  expect(compare(aParameter({ schema: TEXT }), aParameter({ schema: TEXT, explode: false }))).toMatchObject([
    { code: "operation-words-changed" },
  ]);
});

const atPath = (path: string, name: string): object => ({
  openapi: "3.1.0",
  paths: { [path]: { get: { parameters: [{ name, in: "path", required: true, schema: TEXT }] } } },
});

test("a path is the same whatever its parameters are called", () => {
  const { changes, counts } = compareOpenapi({
    from: atPath("/pets/{id}", "id"),
    to: atPath("/pets/{pet}", "pet"),
  });
  expect(told(changes)).toEqual([
    "GET /pets/{pet}: changed in words, examples or extensions only (operation-words-changed)",
  ]);
  expect(summaryOf(counts)).toBe("~1 operation");
});

const aHook = (schema: Schema): object => ({
  openapi: "3.1.0",
  webhooks: { pet: { post: { requestBody: { content: { "application/json": { schema } } } } } },
});

test("what a webhook sends is what its users get", () => {
  const from = aHook(aProperty(TEXT));
  expect(compare(from, aHook(aProperty(TEXT, { required: ["name"] })))).toMatchObject([
    { level: "compatible" },
  ]);
  expect(compare(from, aHook({ type: "object" }))).toMatchObject([
    { code: "response-property-removed", part: "webhook POST pet" },
  ]);
});

const aCallback = (schema: Schema | null): object => {
  const post = { requestBody: { content: { "application/json": { schema } } } };
  return anOperation(schema === null ? {} : { callbacks: { done: { "{$request.body#/url}": { post } } } });
};

test("callbacks are compared the other way round too", () => {
  expect(compare(aCallback(aProperty(TEXT)), aCallback({ type: "object" }))).toMatchObject([
    { code: "response-property-removed", level: "dangerous" },
  ]);
  expect(compare(aCallback(TEXT), aCallback(null))).toMatchObject([
    { code: "callback-removed", level: "breaking" },
  ]);
});

const withOne = (operation: object | null): object => ({
  openapi: "3.1.0",
  paths: operation === null ? {} : { "/a": { get: operation } },
});

const withoutOne = (operation: object) => compare(withOne(operation), withOne(null));

test("what a preview or a deprecated operation was is known when it goes", () => {
  expect(withoutOne({ deprecated: true })).toMatchObject([
    { code: "deprecated-operation-removed", level: "dangerous" },
  ]);
  expect(withoutOne({ "x-stability-level": "alpha" })).toMatchObject([
    { code: "operation-removed", level: "compatible" },
  ]);
});

const atServers = (...urls: readonly string[]): object => ({
  openapi: "3.1.0",
  servers: urls.map((url) => ({ url })),
});

test("objects that have no text do not stand in the way where texts are expected", () => {
  const bare: unknown = Object.create(null);
  const odd = { tags: [bare], security: [{ key: [bare] }], operationId: bare };
  const schema = {
    dependentRequired: { a: [bare] },
    enum: [bare],
    default: bare,
    pattern: bare,
    format: bare,
  };
  const { requestBody } = (aRequest(schema) as { paths: { "/pets": { post: { requestBody: object } } } })
    .paths["/pets"].post;
  expect(compare(anOperation({}), anOperation({ ...odd, requestBody })).length).toBeGreaterThan(0);
  expect(compare(aRequest(schema), aRequest({})).length).toBeGreaterThan(0);
});

test("an address that is no longer named may still be used", () => {
  expect(compare(atServers("https://a"), atServers("https://b"))).toMatchObject([
    { code: "server-removed", level: "dangerous" },
  ]);
  expect(compare(atServers("https://a"), atServers("https://a", "https://b"))).toMatchObject([
    { level: "compatible" },
  ]);
});
