import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalText } from "../../../src/core/collection/canonical.ts";
import { identifyCollection } from "../../../src/core/collection/identity.ts";
import { collectionFixture, collectionFixtures, largeCollection } from "../../support/collection-fixtures.ts";
import { anyCollection } from "../../support/json-arbitrary.ts";

const UID = "12ece9e1-2abf-4edc-8e34-de66e74114d2";
const OTHER = "7d3a6a54-6a3b-4a52-a6a7-11f6d1d5a111";

function canonical(body: unknown): string {
  const reading = identifyCollection(body);
  if (reading.kind !== "collection") throw new Error(reading.reason);
  return canonicalText(reading.collection);
}

/** The canonical text of a collection with these parts, parsed again. */
function canonicalParts(parts: object): unknown {
  return JSON.parse(canonical({ info: { _postman_id: UID, name: "Petstore" }, item: [], ...parts }));
}

test("is one text for Postman's export and its API's answer", () => {
  const exported = canonical(collectionFixture("petstore.export.json"));
  expect(canonical(collectionFixture("petstore.api.json"))).toBe(exported);
  expect(exported).toContain('\n\t"info": {\n\t\t"_postman_id": "12ece9e1-2abf-4edc-8e34-de66e74114d2",\n');
  expect(exported.endsWith("}\n")).toBe(true);
});

test("of the v2.0 backup is another text of the same collection, without the ids of its items", () => {
  const text = canonical(collectionFixture("petstore.backup-v2.0.json"));
  expect(text).not.toBe(canonical(collectionFixture("petstore.export.json")));
  expect(text.match(/"(?:id|_postman_id|uid|updatedAt)":/g)).toEqual(['"_postman_id":']);
});

test("changes nothing but layout where nothing is volatile", () => {
  for (const name of ["folders.json", "auth.json", "scripts.json", "file-bodies.json", "unicode.json"]) {
    const text = collectionFixture(name);
    expect(canonical(text)).toBe(`${JSON.stringify(JSON.parse(text), null, "\t")}\n`);
  }
});

test.each(collectionFixtures())("is its own canonical text and keeps the identity: %s", (name) => {
  const text = canonical(collectionFixture(name));
  expect(canonical(text)).toBe(text);
  const [before, after] = [identifyCollection(collectionFixture(name)), identifyCollection(text)];
  expect(after).toMatchObject({ kind: "collection", uid: before.kind === "collection" ? before.uid : "" });
});

test("is its own canonical text, whatever a collection holds", () => {
  fc.assert(
    fc.property(anyCollection, (collection) => {
      const text = canonical(JSON.stringify(collection));
      expect(canonical(text)).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(collection)));
    }),
  );
});

const STAMPS = {
  updatedAt: "2026-01-02",
  createdAt: "2026-01-01",
  lastUpdatedBy: "1",
  uid: `1-${OTHER}`,
  owner: "1",
};
const TRACES = { _exporter_id: "1", _collection_link: "https://example.com" };
const GENERATED = { ...STAMPS, id: OTHER, _postman_id: OTHER };
test.each<[string, object, object]>([
  [
    "info",
    { info: { _postman_id: UID, name: "P", ...STAMPS, ...TRACES, uid: `1-${UID}` } },
    { info: { _postman_id: UID, name: "P" } },
  ],
  ["the collection", { ...STAMPS }, {}],
  ["items", { item: [{ ...GENERATED, name: "a" }] }, { item: [{ name: "a" }] }],
  [
    "items in folders",
    { item: [{ item: [{ item: [{ ...GENERATED, name: "a" }] }] }] },
    { item: [{ item: [{ item: [{ name: "a" }] }] }] },
  ],
  [
    "scripts",
    { event: [{ id: OTHER, listen: "test", script: { id: OTHER, exec: [] } }] },
    { event: [{ listen: "test", script: { exec: [] } }] },
  ],
  [
    "scripts of items",
    { item: [{ event: [{ script: { id: OTHER, exec: [] } }] }] },
    { item: [{ event: [{ script: { exec: [] } }] }] },
  ],
  [
    "examples",
    { item: [{ response: [{ ...GENERATED, name: "ok" }] }] },
    { item: [{ response: [{ name: "ok" }] }] },
  ],
  [
    "variables with a key",
    { variable: [{ id: OTHER, key: "a", value: 1 }] },
    { variable: [{ key: "a", value: 1 }] },
  ],
  [
    "path variables",
    { item: [{ request: { url: { raw: ":a", variable: [{ id: OTHER, key: "a" }] } } }] },
    { item: [{ request: { url: { raw: ":a", variable: [{ key: "a" }] } } }] },
  ],
  [
    "path variables of an example",
    { item: [{ response: [{ originalRequest: { url: { variable: [{ id: OTHER, key: "a" }] } } }] }] },
    { item: [{ response: [{ originalRequest: { url: { variable: [{ key: "a" }] } } }] }] },
  ],
])("drops what senders change on every save from %s", (_place, parts, left) => {
  expect(canonicalParts(parts)).toEqual({ info: { _postman_id: UID, name: "Petstore" }, item: [], ...left });
});

test.each<[string, object]>([
  [
    "in a body",
    { item: [{ request: { body: { mode: "raw", raw: JSON.stringify(GENERATED), options: GENERATED } } }] },
  ],
  [
    "of form fields",
    { item: [{ request: { body: { urlencoded: [{ key: "id", value: "1", ...GENERATED }] } } }] },
  ],
  ["of headers", { item: [{ request: { header: [{ key: "id", value: "1", ...GENERATED }] } }] }],
  ["of query parameters", { item: [{ request: { url: { query: [{ key: "uid", value: "1", id: "x" }] } } }] }],
  [
    "of a request and its address",
    { item: [{ request: { ...GENERATED, url: { ...GENERATED, raw: "x" } } }] },
  ],
  ["of a variable that has no other name", { variable: [{ id: OTHER, value: "1" }] }],
  ["of a variable whose id is a word", { variable: [{ id: "base", key: "base", value: "1" }] }],
  ["in the value of a variable", { variable: [{ key: "a", value: GENERATED }] }],
  ["in an auth", { auth: { type: "custom", custom: [{ key: "owner", value: "1", id: OTHER }] } }],
])("keeps the users' own keys %s", (_place, parts) => {
  expect(canonicalParts(parts)).toEqual({ info: { _postman_id: UID, name: "Petstore" }, item: [], ...parts });
});

test("keeps the identity of a collection that is known by its uid only", () => {
  const text = canonical(collectionFixture("uid-only.json"));
  expect(JSON.parse(text)).toMatchObject({ info: { _postman_id: "a0c7e1f2-000a-4a11-8b22-00000000000a" } });
  expect(text).not.toContain('"uid"');
});

test("keeps numbers, the order of keys and __proto__ as sent", () => {
  const text = collectionFixture("numbers-and-keys.json");
  expect(canonical(text)).toBe(text.replaceAll("  ", "\t"));
  expect(canonical(collectionFixture("proto-key.json"))).toContain('\t"__proto__": {\n\t\t"polluted": true,');
});

test("reads and writes 5 MB without loss", () => {
  const text = largeCollection(5_000_000);
  expect(Buffer.byteLength(text)).toBeGreaterThan(5_000_000);
  expect(canonical(Buffer.from(text))).toBe(text);
});
