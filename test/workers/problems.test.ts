import { afterAll, describe, expect, test } from "vitest";
import { DocumentChecker } from "../../src/workers/check-documents.ts";

const checker = new DocumentChecker({ timeoutMs: 120_000 });
afterAll(() => checker.close());

const HEAD = 'openapi: 3.0.3\ninfo:\n  title: T\n  version: "1"\npaths: {}\n';

describe("each kind's problems carry line, column and rule", () => {
  test.each([
    ["JSON cut short", '{"openapi":"3.0.0",\n"info":{"title":"x","ver', "openapi-3.0", 2, 25, "syntax"],
    ["YAML that does not parse", "openapi: 3.0.0\ninfo:\n  title: a: b\n", "openapi-3.0", 3, 11, "syntax"],
    ["YAML cut short", 'openapi: 3.0.0\ninfo:\n  title: "x\n', "openapi-3.0", 4, 1, "syntax"],
    ["a key twice", `${HEAD}paths: {}\n`, "openapi-3.0", 6, 1, "syntax"],
    ["two documents", `${HEAD}---\nopenapi: 3.0.0\n`, "openapi-3.0", 7, 1, "syntax"],
    ["an unknown field", `${HEAD}foo: 1\n`, "openapi-3.0", 6, 1, "struct"],
    ["an unknown field, CRLF", `${HEAD}foo: 1\n`.replaceAll("\n", "\r\n"), "openapi-3.0", 6, 1, "struct"],
    ["an unknown field, CR", `${HEAD}foo: 1\n`.replaceAll("\n", "\r"), "openapi-3.0", 6, 1, "struct"],
    ["an unknown field, byte order mark", `\ufeff${HEAD}foo: 1\n`, "openapi-3.0", 6, 1, "struct"],
    ["a value left out", "openapi: 3.0.0\npaths: {}\ninfo:\n", "openapi-3.0", 3, 1, "struct"],
    [
      "a field that is missing",
      "openapi: 3.0.0\npaths: {}\ninfo:\n  title: T\n",
      "openapi-3.0",
      3,
      1,
      "struct",
    ],
    [
      "a path with odd characters",
      HEAD.replace("paths: {}", "paths:\n  /a~b/{c}:\n    get:\n      responses: 7"),
      "openapi-3.0",
      8,
      18,
      "struct",
    ],
    [
      "a reference to nothing",
      `${HEAD}components:\n  schemas:\n    A: {$ref: "#/components/schemas/B"}\n`,
      "openapi-3.0",
      8,
      8,
      "unresolved-reference",
    ],
    [
      "a reference to itself",
      `${HEAD}components:\n  schemas:\n    A: {$ref: "#/components/schemas/A"}\n`,
      "openapi-3.0",
      8,
      5,
      "circular-reference",
    ],
    [
      "a version that is a number",
      "openapi: 3.1\ninfo: {title: a, version: '1'}\npaths: {}",
      "openapi-3.1",
      1,
      10,
      "version",
    ],
    [
      "swagger as a number",
      "info: {title: a, version: '1'}\nswagger: 2.0\npaths: {}",
      "openapi-2.0",
      2,
      10,
      "version",
    ],
    [
      "Swagger",
      '{"swagger":"2.0","info":{"title":"a","version":"1"},\n"path":{}, "paths": {}}',
      "openapi-2.0",
      2,
      1,
      "struct",
    ],
    [
      "AsyncAPI 2",
      "asyncapi: 2.6.0\ninfo: {title: a, version: '1'}\nchannels:\n  a: {publich: {}}\n",
      "asyncapi-2",
      4,
      7,
      "struct",
    ],
    [
      "AsyncAPI 3",
      "asyncapi: 3.0.0\ninfo: {title: a, version: '1'}\noperations:\n  a: {action: receive}\n",
      "asyncapi-3",
      4,
      3,
      "struct",
    ],
    ["GraphQL syntax", "type Query {\n  a(: Int\n}", "graphql", 2, 5, "syntax"],
    ["GraphQL definitions", "type Query {\n  a: Missing\n}", "graphql", 2, 6, "definition"],
    [
      "GraphQL schema",
      "interface N { id: ID }\ntype Query implements N {\n  a: Int\n}",
      "graphql",
      1,
      15,
      "schema",
    ],
    ["RAML", "#%RAML 1.0\ntitle: T\n/a:\n  get:\n    responsez: 1\n", "raml-1.0", 5, 5, "closed-shape"],
    ["RAML syntax", "#%RAML 0.8\ntitle: [T\n", "raml-0.8", 3, 1, "syntax"],
    [
      "WSDL",
      '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/">\n  <a></b>\n</definitions>',
      "wsdl-1.1",
      2,
      10,
      "syntax",
    ],
    ["protobuf", 'syntax = "proto3";\nmessage A {\n  string x 1;\n}', "protobuf", 3, 1, "syntax"],
    [
      "a type that protobuf does not know",
      'syntax = "proto3";\nmessage A {\n  B x = 1;\n}',
      "protobuf",
      3,
      1,
      "unknown-type",
    ],
    [
      "JSON Schema",
      '{"$schema":"http://json-schema.org/draft-07/schema#",\n"properties":{"a":{"type":"objekt"}}}',
      "json-schema",
      2,
      27,
      "anyOf",
    ],
    [
      "JSON Schema in YAML",
      "$schema: https://json-schema.org/draft/2020-12/schema\nproperties:\n  a:\n    minimum: no\n",
      "json-schema",
      4,
      14,
      "type",
    ],
    [
      "JSON Schema, draft-06",
      '{"$schema":"http://json-schema.org/draft-06/schema#","required":1}',
      "json-schema",
      1,
      65,
      "type",
    ],
    [
      "JSON Schema, 2019-09",
      '{"$schema":"https://json-schema.org/draft/2019-09/schema","required":1}',
      "json-schema",
      1,
      70,
      "type",
    ],
  ])("%s", async (...[, text, kind, line, column, rule]) => {
    const { problems, ...rest } = await checker.check(Buffer.from(text));
    expect(rest).toMatchObject({ kind, valid: false, completed: true });
    expect(problems).toContainEqual(expect.objectContaining({ line, column, rule, severity: "error" }));
  });
});

describe("documents that are nothing known", () => {
  test.each([
    ["nothing", "", "The document is empty."],
    ["blanks", " \r\n\t\n", "The document is empty."],
    ["prose", "Hello, this is not a schema.", "The document is not recognised."],
    ["a package", '{"name":"x","type":"module"}', "The document is not recognised."],
    ["other XML", "<project/>", "The document is not recognised."],
    ["OpenAPI 4", "openapi: 4.0.0\n", "The document is not recognised."],
  ])("%s: the message names what is recognised", async (_name, text, message) => {
    const check = await checker.check(Buffer.from(text));
    expect(check).toMatchObject({ kind: null, valid: false, completed: true });
    expect(check.problems).toMatchObject([{ rule: "unrecognised", line: 1, column: 1 }]);
    expect(check.problems[0]?.message.startsWith(message)).toBe(true);
    expect(check.problems[0]?.message).toContain("OpenAPI 2.0 to 3.2, AsyncAPI 2 and 3, GraphQL SDL, RAML");
  });

  test.each([
    ["UTF-16", Buffer.from(HEAD, "utf16le")],
    ["Latin-1", Buffer.from(`${HEAD}x-a: é`, "latin1")],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])],
  ])("%s is not text", async (_name, content) => {
    expect(await checker.check(content)).toMatchObject({
      kind: null,
      valid: false,
      problems: [{ rule: "not_text" }],
    });
  });
});

describe("what is only a warning", () => {
  test.each([
    [
      "a key twice in JSON",
      '{"openapi":"3.0.0","info":{"title":"x","version":"1"},\n"paths":{},"paths":{}}',
      "duplicate-key",
      2,
      12,
    ],
    [
      "a description beside $ref",
      `${HEAD}components:\n  schemas:\n    A: {type: object}\n    B:\n      type: object\n      properties:\n        a:\n          $ref: "#/components/schemas/A"\n          description: D\n`,
      "spec-ref-siblings",
      14,
      11,
    ],
    [
      "a directive of the federation",
      'type Query { a: A }\ntype A @key(fields: "id") { id: ID }',
      "definition",
      2,
      8,
    ],
    ["types without a query", "type A { a: Int }", "schema", 1, 1],
    [
      "a dialect that is not checked",
      '{"$schema":"http://json-schema.org/draft-04/schema#"}',
      "dialect",
      1,
      12,
    ],
  ])("%s", async (...[, text, rule, line, column]) => {
    const { valid, problems } = await checker.check(Buffer.from(text));
    expect(valid).toBe(true);
    expect(problems).toMatchObject([{ rule, line, column, severity: "warning" }]);
  });
});
