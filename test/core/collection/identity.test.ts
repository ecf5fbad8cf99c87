import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { identifyCollection } from "../../../src/core/collection/identity.ts";
import { collectionFixture, collectionFixtures } from "../../support/collection-fixtures.ts";

const UID = "12ece9e1-2abf-4edc-8e34-de66e74114d2";
const SCHEMA_21 = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

function aCollection(info: object, rest: object = {}): object {
  const given = Object.entries({ _postman_id: UID, name: "Petstore", schema: SCHEMA_21, ...info });
  return { info: Object.fromEntries(given.filter(([, value]) => value !== undefined)), item: [], ...rest };
}

function identityOf(body: unknown): { uid: string; name: string; schemaVersion: string } {
  const reading = identifyCollection(body);
  if (reading.kind !== "collection") throw new Error(reading.reason);
  return { uid: reading.uid, name: reading.name, schemaVersion: reading.schemaVersion };
}

function reasonFor(body: unknown): string {
  const reading = identifyCollection(body);
  if (reading.kind === "collection") throw new Error("was taken for a collection");
  return reading.reason;
}

test("knows one collection in Postman's export, its API's answer and its own backup", () => {
  const petstore = { uid: UID, name: "Petstore" };
  expect(identityOf(collectionFixture("petstore.export.json"))).toEqual({
    ...petstore,
    schemaVersion: "2.1",
  });
  expect(identityOf(collectionFixture("petstore.api.json"))).toEqual({ ...petstore, schemaVersion: "2.1" });
  expect(identityOf(collectionFixture("petstore.backup-v2.0.json"))).toEqual({
    ...petstore,
    schemaVersion: "2.0",
  });
});

test.each(collectionFixtures())("takes %s as bytes, as text and parsed alike", (name) => {
  const text = collectionFixture(name);
  const identity = identityOf(text);
  expect(identityOf(Buffer.from(text))).toEqual(identity);
  expect(identityOf(Buffer.from(`\uFEFF${text}`))).toEqual(identity);
  const parsed: unknown =
    name === "numbers-and-keys.json" ? JSON.parse(text.replace("1e400", "1")) : JSON.parse(text);
  expect(identityOf(parsed)).toEqual(identity);
});

test.each([
  ["the id alone", { _postman_id: UID }, UID],
  ["a uid with its owner", { _postman_id: undefined, uid: `10234567-${UID}` }, UID],
  ["a uid without owner", { _postman_id: undefined, uid: UID }, UID],
  ["upper case", { _postman_id: UID.toUpperCase() }, UID],
  [
    "both, different: the uid",
    { uid: "1-00000000-0000-4000-8000-00000000000a" },
    "00000000-0000-4000-8000-00000000000a",
  ],
  ["a uid that is none", { uid: "10234567" }, UID],
])("takes the identity from %s", (_case, info, uid) => {
  expect(identityOf(aCollection(info)).uid).toBe(uid);
});

test("keeps two collections of one name apart", () => {
  const [one, two] = ["same-name-1.json", "same-name-2.json"].map((name) =>
    identityOf(collectionFixture(name)),
  );
  expect(one?.name).toBe(two?.name);
  expect(one?.uid).not.toBe(two?.uid);
});

test("names a collection that has a blank name or none", () => {
  expect(identityOf(aCollection({ name: " \n" })).name).toBe("Untitled collection");
  expect(identityOf(aCollection({ name: undefined })).name).toBe("Untitled collection");
});

const listOfToken = { type: "bearer", bearer: [{ key: "token", value: "{{t}}" }] };
const objectOfToken = { type: "bearer", bearer: { token: "{{t}}" } };
test.each([
  ["a v2.0 address", { schema: SCHEMA_21.replace("v2.1", "v2.0") }, {}, "2.0"],
  ["a v2.1 address", {}, { auth: objectOfToken }, "2.1"],
  ["an auth that is an object", { schema: undefined }, { auth: objectOfToken }, "2.0"],
  ["an auth that is a list", { schema: undefined }, { auth: listOfToken }, "2.1"],
  [
    "an auth in a folder",
    { schema: "" },
    { item: [{ item: [{ request: { auth: objectOfToken } }] }] },
    "2.0",
  ],
  [
    "an address that is plain text",
    { schema: undefined },
    { item: [{ request: { url: "https://example.com" } }] },
    "2.0",
  ],
  ["nothing at all", { schema: undefined }, {}, "2.1"],
])("tells the format by %s", (_case, info, rest, version) => {
  expect(identityOf(aCollection(info, rest)).schemaVersion).toBe(version);
});

const REASONS: Readonly<Record<string, RegExp>> = {
  "api-error.json": /error answer/,
  "array.json": /not a JSON object/,
  "collection-v1.json": /format v1.+Send a collection as Postman exports it/,
  "cut-short.json": /cut short.+Send a collection/,
  "environment.json": /environment/,
  "list.json": /send each collection by itself/,
  "listing-entry.json": /no list `item`/,
  "no-id.json": /Give it one in info\._postman_id/,
  "openapi.json": /OpenAPI document.+link it as the schema/,
  "unknown-format.json": /Export it as Collection v2\.1/,
  "wrapped-null.json": /no `info`/,
  "wrong-types.json": /info\.name is not a text/,
};

test.each(readdirSync(new URL("../../fixtures/collections/not-collections/", import.meta.url)))(
  "refuses %s with a sentence that names the remedy",
  (name) => {
    expect(reasonFor(collectionFixture(`not-collections/${name}`))).toMatch(
      REASONS[name] ?? /no reason was expected/,
    );
  },
);

test.each([
  ["nothing", undefined, /not JSON/],
  ["null", null, /not a JSON object/],
  ["a number", 3, /not a JSON object/],
  ["an empty body", new Uint8Array(), /cut short/],
  ["bytes that are not UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), /not UTF-8/],
  ["UTF-16", Buffer.from(JSON.stringify(aCollection({})), "utf16le"), /unexpected character|not UTF-8/],
  ["info of a wrong type", { info: "Petstore", item: [] }, /not a whole collection|no `info`|no list/],
  ["items of a wrong type", aCollection({}, { item: {} }), /no list `item`/],
  ["an id of a wrong type", aCollection({ _postman_id: 7 }), /has no id/],
  ["a schema of a wrong type", aCollection({ schema: ["v2.1.0"] }), /info\.schema/],
  ["a number that parsing lost", aCollection({}, { x: Number.POSITIVE_INFINITY }), /too large/],
])("refuses %s", (_case, body, reason) => {
  expect(reasonFor(body)).toMatch(reason);
});

test("refuses a parsed body of 100,000 levels, and does not overflow", () => {
  const deep: unknown = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));
  expect(reasonFor(aCollection({}, { item: [deep] }))).toContain("nested more than 512 levels deep");
});

test("never takes identity from a prototype", () => {
  expect(reasonFor('{"__proto__": {"info": {"_postman_id": "x"}, "item": []}}')).toContain("no `info`");
  const { uid } = identityOf(collectionFixture("proto-key.json"));
  expect(uid).toBe("a0c7e1f2-0007-4a11-8b22-000000000007");
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});
