import { expect, test } from "vitest";
import { compareCollections } from "../../../../src/core/compare/collection/compare-collections.ts";
import { summaryOf } from "../../../../src/core/compare/summary.ts";

const SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

function aCollection(item: readonly unknown[], more: object = {}): object {
  return { info: { name: "Pets", schema: SCHEMA }, item, ...more };
}

function aRequest(name: string, more: object = {}): object {
  return { name, request: { method: "GET", url: { raw: `https://example.com/${name}` } }, ...more };
}

function compare(from: object, to: object): readonly (readonly [code: string, part: string])[] {
  return compareCollections({ from, to }).changes.map(({ code, part }) => [code, part]);
}

const ONE = aRequest("One");
const TWO = aRequest("Two");

test.each([
  ["a request more", [ONE], [ONE, TWO], [["request-added", "Two"]]],
  ["a request less", [ONE, TWO], [TWO], [["request-removed", "One"]]],
  ["into a folder", [ONE], [{ name: "F", item: [ONE] }], [["request-moved", "F / One"]]],
  ["another name", [ONE], [{ ...ONE, name: "First" }], [["request-renamed", "First"]]],
  [
    "a folder with another name",
    [{ name: "F", item: [ONE, TWO] }],
    [{ name: "G", item: [ONE, TWO] }],
    [
      ["request-moved", "G / One"],
      ["request-moved", "G / Two"],
    ],
  ],
  ["another order", [ONE, TWO], [TWO, ONE], []],
  ["a twin", [ONE], [ONE, ONE], [["request-added", "One"]]],
  [
    "moved and changed",
    [ONE],
    [{ name: "F", item: [{ ...ONE, event: [1] }] }],
    [
      ["request-moved", "F / One"],
      ["scripts-changed", "F / One"],
    ],
  ],
])("requests: %s", (_what, from, to, changes) => {
  expect(compare(aCollection(from), aCollection(to))).toEqual(changes);
});

test.each([
  ["method", { request: { method: "POST", url: { raw: "https://example.com/One" } } }, "method-changed"],
  ["address", { request: { method: "GET", url: "https://example.com/other" } }, "url-changed"],
  [
    "body",
    { request: { method: "GET", url: { raw: "https://example.com/One" }, body: { raw: "a" } } },
    "body-changed",
  ],
  [
    "headers",
    { request: { method: "GET", url: { raw: "https://example.com/One" }, header: [{}] } },
    "headers-changed",
  ],
  [
    "authorization",
    { request: { method: "GET", url: { raw: "https://example.com/One" }, auth: {} } },
    "auth-changed",
  ],
  ["scripts", { event: [{ listen: "test" }] }, "scripts-changed"],
  ["example responses", { response: [{ name: "OK" }] }, "examples-changed"],
  ["anything else", { protocolProfileBehavior: {} }, "request-changed"],
])("a changed request: %s", (_what, more, code) => {
  expect(compare(aCollection([ONE]), aCollection([aRequest("One", more)]))).toEqual([[code, "One"]]);
});

test("an address is the same as text and as an object", () => {
  const text = { name: "One", request: "https://example.com/One" };
  expect(compare(aCollection([ONE]), aCollection([text]))).toEqual([["request-changed", "One"]]);
});

test("what the collection says for all its requests", () => {
  const to = {
    ...aCollection([ONE], { auth: {}, event: [], variable: [] }),
    info: { name: "Cats", schema: SCHEMA },
  };
  expect(compare(aCollection([ONE]), to).map(([code]) => code)).toEqual([
    "collection-renamed",
    "collection-scripts-changed",
    "collection-auth-changed",
    "collection-variables-changed",
  ]);
});

test("nobody depends on a collection: its changes have no level; what was moved counts as changed", () => {
  const { changes, counts } = compareCollections({
    from: aCollection([ONE]),
    to: aCollection([TWO, { name: "F", item: [ONE] }]),
  });
  expect(changes.map(({ level }) => level)).toEqual([null, null]);
  expect(summaryOf(counts)).toBe("+1 request, ~1");
});
