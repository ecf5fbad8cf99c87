import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { detectSchema } from "../../../src/core/schema/detect.ts";
import { decodeText } from "../../../src/core/schema/text.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";

const fixtures = new URL("../../fixtures/schemas/", import.meta.url);

describe("detectSchema", () => {
  test.each([
    ["address.schema.json", "json", "json-schema", "Address"],
    ["blog.graphql", "graphql", "graphql", null],
    ["books-0.8.raml", "raml", "raml-0.8", "Library of Books"],
    ["books-1.0.raml", "raml", "raml-1.0", "Library of Books"],
    ["orders.proto", "proto", "protobuf", "shop.orders.v1"],
    ["reservations-2.0.wsdl", "xml", "wsdl-2.0", null],
    ["streetlights-2.yaml", "yaml", "asyncapi-2", "Streetlights"],
    ["streetlights-3.yaml", "yaml", "asyncapi-3", "Streetlights"],
    ["tictactoe-3.2.yaml", "yaml", "openapi-3.2", "Tic Tac Toe"],
    ["weather.wsdl", "xml", "wsdl-1.1", "Weather"],
  ])("recognises %s", (file, format, kind, name) => {
    const text = decodeText(readFileSync(new URL(file, fixtures)));
    expect(detectSchema(text)).toEqual({ format, kind, name });
    expect(detectSchema(text.replaceAll("\n", "\r\n"))).toEqual({ format, kind, name });
    expect(detectSchema(text.replaceAll("\n", "\r"))).toEqual({ format, kind, name });
  });

  test.each([
    ["swagger: '2.0'", "openapi-2.0"],
    ["swagger: 2.0", "openapi-2.0"],
    ['swagger: "1.2"', null],
    ["openapi: 3.0.3", "openapi-3.0"],
    ["openapi: 3.1.0 # the newest", "openapi-3.1"],
    ['"openapi": "3.2.0"', "openapi-3.2"],
    ["openapi: !!str 3.0.0", "openapi-3.0"],
    ["openapi: &version 3.0.0", "openapi-3.0"],
    ["openapi: 4.0.0", null],
    ["openapi: 3.10.0", null],
    ["# a comment\n%YAML 1.2\n---\nopenapi: 3.1.0", "openapi-3.1"],
    ["--- # the document\nopenapi: 3.1.0\n...\nasyncapi: 2.0.0", "openapi-3.1"],
    ["  openapi: 3.1.0\n  info: {}", "openapi-3.1"],
    ["{openapi: 3.1.0, info: {title: Flow}}", "openapi-3.1"],
    [`{openapi: 3.1.0, info: {description: ${"long ".repeat(1000)}}}`, "openapi-3.1"],
    ["# flow\r\n{\r\n  info: {title: Flow},\r\n  asyncapi: 3.0.0}", "asyncapi-3"],
    ["asyncapi: '2.0.0'", "asyncapi-2"],
    ["asyncapi: 4.0.0", null],
    ["text: |\n  openapi: 3.0.0\n", null],
    ["info:\n  openapi: 3.0.0\n", null],
    ["$schema: https://json-schema.org/draft/2020-12/schema", "json-schema"],
    ["type: object\nproperties:\n  a: {}", "json-schema"],
    ["type: object", null],
    ["type: module\nproperties:\n  a: {}", null],
  ])("reads the kind of YAML %j", (text, kind) => {
    expect(detectSchema(text)).toMatchObject({ format: "yaml", kind });
  });

  test.each([
    ['{"openapi":"3.1.0","info":{"title":"A"}}', "openapi-3.1"],
    ['{"info":{"title":"A","x":{"swagger":"2.0"}},"openapi":"3.0.0"}', "openapi-3.0"],
    ['{"openapi":"3.0.0","info":{"ti', "openapi-3.0"],
    ['\n\n  {"asyncapi":"3.0.0"}', "asyncapi-3"],
    ['{"\\u006fpenapi":"3.0.0"}', "openapi-3.0"],
    [
      '{"info":{"schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[]}',
      null,
    ],
    ['{"$schema":"https://example.com/config.json","type":"object","properties":{}}', null],
    ['{"type":"array","items":{}}', "json-schema"],
    ['{"openapi":{"version":"3.0.0"}}', null],
    ["[]", null],
  ])("reads the kind of JSON %j", (text, kind) => {
    expect(detectSchema(text)).toMatchObject({ format: "json", kind });
  });

  test.each([
    ["type Query { a: Int }", "graphql"],
    ['# comment\n"""doc"""\ntype Query implements Node & Other { a: Int }', "graphql"],
    ['"a type"\ninterface Node { id: ID }', "graphql"],
    ['schema @link(url: "x") { query: Q }', "graphql"],
    ["extend type Query { a: Int }", "graphql"],
    ["scalar Date", "graphql"],
    ["union A = B | C", "graphql"],
    ["directive @a on FIELD", "graphql"],
    ["enum Role { READER AUTHOR }", "graphql"],
    ["enum Role { A = 0; }", "protobuf"],
    ["enum Role {\n  option allow_alias = true;\n  A = 0; }", "protobuf"],
    ["message A { }", "protobuf"],
    ["service A { }", "protobuf"],
    ['/* licence */ // more\nsyntax = "proto2";', "protobuf"],
    ['edition = "2023";', "protobuf"],
    ["package a.b;\nmessage A {}", "protobuf"],
    ['import "a.proto";', "protobuf"],
    ["import public 'a.proto';", "protobuf"],
    ["extend google.protobuf.FieldOptions { }", "protobuf"],
    ["query A { a }", null],
    ["type: object", null],
    ["enum: [a]", null],
    ["type of thing: this", null],
    ["Hello world, this is prose.", null],
    ["", null],
    [" \r\n\t", null],
  ])("tells definition languages and prose apart: %j", (text, kind) => {
    expect(detectSchema(text).kind).toBe(kind);
  });

  test.each([
    ['<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" name="A"/>', "wsdl-1.1"],
    [
      '<?xml version="1.0"?><!-- <a> --><!DOCTYPE d [<!ENTITY x ">">]><definitions xmlns="http://schemas.xmlsoap.org/wsdl/">',
      "wsdl-1.1",
    ],
    ["<definitions a='>' xmlns='http://schemas.xmlsoap.org/wsdl/'>", "wsdl-1.1"],
    ["<definitions>", null],
    ['<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', null],
    ["<!-- never closed <definitions", null],
    ["<", null],
  ])("reads the root of XML %j", (text, kind) => {
    expect(detectSchema(text)).toMatchObject({ format: "xml", kind });
  });

  test.each([
    ["openapi: 3.0.0\ninfo:\n  version: '1'\n  title: Pets # ours", "Pets"],
    ["openapi: 3.0.0\ninfo:\n    title: >-\n      Pets and\n      more\n    version: '1'", "Pets and more"],
    ["openapi: 3.0.0\ninfo:\n  title: Pets and\n    more\n  version: '1'", "Pets and more"],
    ['openapi: 3.0.0\ninfo:\n  title: "Pets: all"\n', "Pets: all"],
    ["openapi: 3.0.0\ninfo: {title: Pets, version: '1'}", "Pets"],
    ["openapi: 3.0.0\ninfo:\n  contact:\n    title: No\n", null],
    ["openapi: 3.0.0\ntags:\n  title: No\n", null],
    ['{"openapi":"3.0.0","info":{"x":{"title":"No"},"title":"Caf\\u00e9  au\\nlait"}}', "Café au lait"],
  ])("finds the title in %j", (text, name) => {
    expect(detectSchema(text).name).toBe(name);
  });
});

async function detectionMs(count: number): Promise<number> {
  const keys = Array.from({ length: count }, (_, index) => `  key${index}: {a: ${index}}`);
  const text = `components:\n${keys.join("\n")}\nopenapi: 3.0.0\n`;
  const detect = (): void => expect(detectSchema(text).kind).toBe("openapi-3.0");
  const times = [await cpuMsOf(detect), await cpuMsOf(detect), await cpuMsOf(detect)];
  return Math.max(Math.min(...times), 1);
}

describe("detectSchema on hostile text", () => {
  test.each([
    ["JSON 100,000 levels deep", `{"a":${"[".repeat(100_000)}`],
    ["YAML 100,000 levels deep", `a: ${"[".repeat(100_000)}`],
    ["a line of a million spaces", `a:${" ".repeat(1_000_000)}b`],
    ["half a million declarations", "<!x>".repeat(500_000)],
    ["an element name without end", `<${"a".repeat(1_000_000)}`],
    ["attributes without values", `<a ${"b ".repeat(500_000)}`],
    ["commas without end", ",".repeat(1_000_000)],
    ["comments without end", "/*".repeat(500_000)],
    ["braces before nothing", "{".repeat(1_000_000)],
    ["blank lines", `openapi:\n${"\n".repeat(1_000_000)}`],
    ["titles", "title: a\n".repeat(100_000)],
  ])("comes to an end on %s", (_name, text) => {
    expect(detectSchema(text).kind).toBeNull();
  });

  test("takes time in proportion to the number of keys", async () => {
    await detectionMs(6000);
    expect((await detectionMs(60_000)) / (await detectionMs(6000))).toBeLessThan(50);
  });

  test("keeps keys of objects' own machinery harmless", () => {
    expect(detectSchema('{"__proto__":{"openapi":"3.0.0"},"constructor":1}').kind).toBeNull();
    expect(detectSchema("__proto__:\n  openapi: 3.0.0\nconstructor: 1").kind).toBeNull();
  });
});
