import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readOutline } from "../../../src/core/outline/read-outline.ts";
import { readYamlTree } from "../../../src/dashboard/outline/read-yaml-tree.ts";

/** `group: label (detail) @line` each. */
function told(text: string): readonly string[] | null {
  const outline = readOutline(text, readYamlTree);
  if (outline === null) return null;
  return outline.groups.flatMap(({ label: group, entries }) =>
    entries.map(({ label, detail, line }) => `${group}: ${label}${detail && ` (${detail})`} @${line}`),
  );
}

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/schemas/${name}`, import.meta.url), "utf8");

const OPENAPI = `openapi: 3.1.0
tags: [{name: stores}, {name: pets}, {name: unused}]
paths:
  /pets:
    parameters: []
    get:
      summary: "List: pets"
      tags: [pets, others]
    post: &post {tags: [stores], summary: Sell}
  /pets/{id}:
    delete: *post
    x-get: {}
webhooks:
  sold:
    post: {summary: A pet was sold}
components:
  schemas:
    Pet: {type: object}
  responses:
    Pet: {}
`;

describe("the outline", () => {
  test("of OpenAPI groups operations by their first tag, in the document's order of tags", () => {
    expect(told(OPENAPI)).toEqual([
      "stores: POST /pets (Sell) @9",
      "pets: GET /pets (List: pets) @6",
      "Operations without a tag: DELETE /pets/{id} @11",
      "Webhooks: POST sold (A pet was sold) @15",
      "Schemas: Pet @18",
    ]);
  });

  test("of JSON is that of the same in YAML", () => {
    const json = `{"swagger": "2.0",\r\n"paths": {"/a\\n\\u0062": {"get": {"tags": ["x"], "summary": "Reads"}}},\r\n"definitions": {"B": {}}}`;
    expect(told(json)).toEqual(["x: GET /a b (Reads) @2", "Schemas: B @3"]);
  });

  test("of OpenAPI 3.2 knows its further methods", () => {
    const text = `openapi: 3.2.0\npaths:\n  /a:\n    query: {}\n    additionalOperations:\n      COPY: {summary: Copies}\n`;
    expect(told(text)).toEqual(["Operations: QUERY /a @4", "Operations: COPY /a (Copies) @6"]);
  });

  test.each([
    [
      "streetlights-2.yaml",
      [
        "Operations: subscribe light/{id}/measured @17",
        "Channels: light/{id}/measured @12",
        "Messages: Measured @23",
      ],
    ],
    [
      "streetlights-3.yaml",
      [
        "Operations: receiveMeasurement (receive) @19",
        "Channels: lightMeasured (light/{id}/measured) @10",
        "Messages: measured @16",
        "Messages: Measured @25",
      ],
    ],
    [
      "orders.proto",
      [
        "service Orders: GetOrder @38",
        "Messages: Order @16",
        "Messages: Order.Line @27",
        "Messages: GetOrderRequest @33",
        "Enums: Status @10",
      ],
    ],
    [
      "books-1.0.raml",
      [
        "Resources: GET /books @26",
        "Resources: POST /books @32",
        "Resources: GET /books/{isbn} @38",
        "Resources: GET /books/{isbn}/loans @45",
        "Types: Book @7",
        "Types: Loan @15",
      ],
    ],
    [
      "weather.wsdl",
      [
        "portType ForecastPort: GetForecast @18",
        "Services: WeatherService @31",
        "Messages: ForecastInput @15",
        "Messages: ForecastOutput @16",
      ],
    ],
    ["reservations-2.0.wsdl", ["interface reservationInterface: opCheckAvailability @7"]],
    [
      "address.schema.json",
      [
        "Properties: street @7",
        "Properties: postalCode @8",
        "Properties: country @9",
        "Definitions: country @12",
      ],
    ],
  ])("of %s", (name, expected) => {
    expect(told(fixture(name))).toEqual(expected);
  });

  test("of GraphQL shows operations first, then types with their fields; no word of a comment or a default", () => {
    const text = `# type Not { here: Int }
type Query { pets(first: Int = 10, by: Order = {name: ASC}): [Pet!]! @deprecated(reason: "x: y") me: Pet }
extend type Query { """type Nor { here: Int } \\""" """ more: Int }
enum Order @a { ASC, "d" DESC @b(c: 1) }
input New { tags: [String!] = ["a"] type: Order }
scalar Date
union Any = Pet | Order
`;
    expect(told(text)).toEqual([
      "Queries: pets ([Pet!]!) @2",
      "Queries: me (Pet) @2",
      "Queries: more (Int) @3",
      "enum Order: enum Order @4",
      "enum Order: ASC @4",
      "enum Order: DESC @4",
      "input New: input New @5",
      "input New: tags ([String!]) @5",
      "input New: type (Order) @5",
      "Other types: scalar Date @6",
      "Other types: union Any @7",
    ]);
  });

  test.each([
    ["JSON", `{"openapi": "3.0.0", "paths": {"/a": {"get": `],
    ["YAML", `openapi: 3.0.0\npaths: {"/a\n`],
    ["GraphQL", "type Query { pets: [Pet }"],
    ["protobuf", 'syntax = "proto3";\nmessage A { string b = 1;'],
    ["WSDL", `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"><portType name="A"></definitions>`],
    ["a text of no known kind", "Hello"],
    ["no text", ""],
  ])("of %s that cannot be read is none", (_what, text) => {
    expect(told(text)).toBeNull();
  });

  test("of one of 12 MB is there, with no more entries than can be shown, and says how many are left", () => {
    const paths = Array.from({ length: 21_000 }, (_, at) => [
      `/a${at}`,
      { get: { summary: "s".repeat(500) } },
    ]);
    const text = JSON.stringify({ openapi: "3.0.0", paths: Object.fromEntries(paths) });
    expect(text.length).toBeGreaterThan(11_000_000);
    const outline = readOutline(text, readYamlTree);
    expect(outline?.groups[0]?.entries.length).toBe(20_000);
    expect(outline?.left).toBe(1000);
    expect(outline?.groups[0]?.entries[0]?.detail.length).toBe(201);
  });

  test.each([
    ["brackets", `{"openapi": "3.0.0", "x": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`, []],
    ["aliases", `openapi: 3.0.0\na: &a [x]\n${"b: [*a, *a]\n".repeat(10_000)}`, []],
    ["quotes", `type A { b: Int }\n${'"'.repeat(100_001)}`, ["type A: type A @1", "type A: b (Int) @1"]],
    ["tags", `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/">${"<".repeat(50_000)}`, null],
  ])("is not kept from its end by many %s", (_what, text, expected) => {
    expect(told(text)).toEqual(expected);
  });
});
