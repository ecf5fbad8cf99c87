import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DocumentChecker } from "../../src/workers/check-documents.ts";
import { checkDocument } from "../../src/workers/check-document.ts";
import type { CheckAnswer } from "../../src/workers/document-check.ts";
import { cpuMsOf } from "../support/cpu-time.ts";

const checker = new DocumentChecker({ timeoutMs: 120_000 });
afterAll(() => checker.close());

function check(text: string | Buffer): Promise<CheckAnswer> {
  return checker.check(Buffer.from(text));
}

const HEAD = 'openapi: 3.0.3\ninfo:\n  title: T\n  version: "1"\npaths: {}\n';

/** Nine times nine to the ninth nodes in ten lines. */
const BOMB = [
  "x-a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]",
  ..."bcdefghij"
    .split("")
    .map((key, index) => `x-${key}: &${key} [${Array(9).fill(`*${"abcdefghi"[index]}`).join(", ")}]`),
].join("\n");

/** Ten to the tenth letters in one entity. */
const LAUGHS = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">${"bcdefghij"
  .split("")
  .map((key, index) => `<!ENTITY ${key} "${`&${"abcdefghi"[index]};`.repeat(10)}">`)
  .join(
    "",
  )}]><definitions xmlns="http://schemas.xmlsoap.org/wsdl/"><documentation>&j;</documentation></definitions>`;

describe("documents that expand or nest without bounds", () => {
  test.each([
    ["an alias bomb in OpenAPI", HEAD + BOMB, "openapi-3.0", "aliases", 11],
    ["an alias bomb in RAML", `#%RAML 1.0\ntitle: B\n${BOMB}`, "raml-1.0", "aliases", 8],
    ["an alias bomb in what is nothing", BOMB, null, "aliases", 6],
    ["an alias within its own anchor", `${HEAD}x-a: &a [*a]\n`, "openapi-3.0", "aliases", 6],
    [
      "JSON 100,000 levels deep",
      `{"openapi":"3.0.0","x":${"[".repeat(100_000)}`,
      "openapi-3.0",
      "nesting",
      1,
    ],
    [
      "closed JSON 100,000 levels deep",
      `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
      null,
      "nesting",
      1,
    ],
    ["YAML 100,000 levels deep", `${HEAD}x: ${"[".repeat(100_000)}`, "openapi-3.0", "syntax", 6],
    ["GraphQL 100,000 levels deep", `type Query { a: ${"[".repeat(100_000)}Int`, "graphql", "syntax", 1],
    [
      "protobuf 100,000 levels deep",
      `syntax = "proto3";${"message A {".repeat(100_000)}`,
      "protobuf",
      "syntax",
      1,
    ],
    [
      "XML 100,000 levels deep",
      `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/">${"<a>".repeat(100_000)}`,
      "wsdl-1.1",
      "syntax",
      1,
    ],
    ["an entity that expands a billion times", LAUGHS, "wsdl-1.1", "syntax", 1],
  ])("%s is a problem with its line", async (...[, text, kind, rule, line]) => {
    const { problems, ...rest } = await check(text);
    expect(rest).toMatchObject({ kind, valid: false, completed: true });
    expect(problems).toContainEqual(expect.objectContaining({ rule, line, severity: "error" }));
  });

  test("aliases of a real document are no bomb", async () => {
    const shared = "x-errors: &errors\n  404: {description: none}\n  500: {description: broken}\n";
    const paths = Array.from(
      { length: 300 },
      (_, index) => `  /p${index}:\n    get:\n      responses: *errors\n`,
    );
    const text = HEAD.replace("paths: {}\n", `${shared}paths:\n${paths.join("")}`);
    expect(await check(text)).toMatchObject({ valid: true, problems: [] });
  });
});

describe("time in proportion to the number of keys", () => {
  test.each([
    ["valid", "type: string"],
    ["each with a problem to place", "typo: string"],
  ])("60,000 keys in one map, %s", { timeout: 120_000 }, async (_name, schema) => {
    const timeOf = (count: number): Promise<number> => {
      const keys = Array.from({ length: count }, (_unused, index) => `    Key${index}: {${schema}}`);
      const text = `${HEAD}components:\n  schemas:\n${keys.join("\n")}\n`;
      return cpuMsOf(async () =>
        expect(await checkDocument(Buffer.from(text))).toMatchObject({
          kind: "openapi-3.0",
          completed: true,
        }),
      );
    };
    await timeOf(6000);
    const small = Math.min(await timeOf(6000), await timeOf(6000));
    expect((await timeOf(60_000)) / small).toBeLessThan(60);
  });

  test("keeps at most 200 problems and 500 characters of each message", async () => {
    const keys = Array.from({ length: 500 }, (_, index) => `    Key${index}: {${"typo".repeat(200)}: 1}`);
    const { problems } = await check(`${HEAD}components:\n  schemas:\n${keys.join("\n")}\n`);
    expect(problems).toHaveLength(200);
    expect(Math.max(...problems.map(({ message }) => message.length))).toBe(500);
    expect(problems[0]?.line).toBe(8);
  });
});

describe("keys of objects' own machinery", () => {
  test.each([
    [
      "JSON",
      '{"openapi":"3.0.0","info":{"title":"x","version":"1"},"paths":{},"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    ],
    ["YAML", `${HEAD}__proto__:\n  polluted: true\nconstructor:\n  prototype: {polluted: true}\n`],
  ])("are ordinary unknown keys in %s", async (_name, text) => {
    const { problems, valid } = await check(text);
    expect(valid).toBe(false);
    expect(problems.map(({ message }) => message)).toEqual([
      "Property `__proto__` is not expected here.",
      "Property `constructor` is not expected here.",
    ]);
  });

  test.each([
    [
      "OpenAPI",
      `${HEAD}components:\n  schemas:\n    hasOwnProperty: {type: object, properties: {hasOwnProperty: {type: string}, __proto__: {type: string}}}\n`,
    ],
    [
      "JSON Schema",
      '{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"__proto__":{"type":"string"},"constructor":{}}}',
    ],
    ["GraphQL", "type Query { constructor: Int hasOwnProperty: Int toString: Int }"],
  ])("may be names in %s", async (_name, text) => {
    expect(await check(text)).toMatchObject({ valid: true });
  });

  test("where one keeps a document from being checked, that is said", async () => {
    const text = HEAD.replace("info:\n", "info:\n  hasOwnProperty: x\n");
    const { valid, completed, problems } = await check(text);
    expect({ valid, completed }).toEqual({ valid: false, completed: true });
    expect(problems).toMatchObject([{ rule: "unreadable" }]);
  });

  test("leave nothing behind for the next document", async () => {
    await check(
      'syntax = "proto3";\nmessage __proto__ { option (a).__proto__.polluted = 1; string polluted = 1; }',
    );
    expect(await check(HEAD)).toMatchObject({ valid: true, problems: [] });
  });
});

describe("what is not read", () => {
  const requests: string[] = [];
  let server: Server;
  let origin = "";
  let folder = "";

  beforeAll(async () => {
    server = createServer((request, response) => {
      requests.push(request.url ?? "");
      response.end("type: object\n");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    origin = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
    folder = mkdtempSync(join(tmpdir(), "lockstep-references-"));
    for (const name of ["there.yaml", "there.raml", "there.xml", "there.json"]) {
      writeFileSync(join(folder, name), "this: [does not parse\n");
    }
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await new Promise((resolve) => server.close(resolve));
  });

  const documents: readonly (readonly [string, (target: (file: string) => string) => string])[] = [
    ["OpenAPI $ref", (at) => `${HEAD}components:\n  schemas:\n    A: {$ref: "${at("there.yaml")}#/A"}\n`],
    [
      "OpenAPI path $ref",
      (at) => HEAD.replace("paths: {}", `paths:\n  /a:\n    $ref: "${at("there.yaml")}"`),
    ],
    [
      "OpenAPI discriminator and externalValue",
      (at) =>
        `${HEAD}components:\n  examples:\n    E: {externalValue: "${at("there.json")}"}\n  schemas:\n    A:\n      type: object\n      required: [k]\n      properties: {k: {type: string}}\n      discriminator: {propertyName: k, mapping: {b: "${at("there.yaml")}"}}\n`,
    ],
    [
      "AsyncAPI $ref",
      (at) =>
        `asyncapi: 2.6.0\ninfo: {title: T, version: '1'}\nchannels:\n  a: {$ref: "${at("there.yaml")}"}\n`,
    ],
    ["RAML !include", (at) => `#%RAML 1.0\ntitle: T\ntypes:\n  A: !include ${at("there.raml")}\n`],
    ["RAML uses", (at) => `#%RAML 1.0\ntitle: T\nuses:\n  lib: ${at("there.raml")}\ntypes:\n  A: lib.B\n`],
    [
      "WSDL import, entity and document type",
      (at) =>
        `<!DOCTYPE definitions SYSTEM "${at("there.xml")}" [<!ENTITY e SYSTEM "${at("there.xml")}"><!ENTITY % p SYSTEM "${at("there.xml")}"> %p;]>\n<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"><import namespace="a" location="${at("there.xml")}"/><documentation>&e;</documentation></definitions>`,
    ],
    [
      "protobuf import",
      (at) => `syntax = "proto3";\nimport "${at("there.yaml")}";\nmessage A { B b = 1; }\n`,
    ],
    [
      "JSON Schema $ref",
      (at) =>
        `{"$schema":"https://json-schema.org/draft/2020-12/schema","$ref":"${at("there.json")}","$id":"${at("there.json")}"}`,
    ],
    [
      "JSON Schema of an unknown dialect",
      (at) => `$schema: http://json-schema.org/there?${at("there.json")}\ntype: object\n`,
    ],
  ];

  test.each(documents)("%s of an address: no request is made", async (_name, textWith) => {
    const answer = await check(textWith((file) => `${origin}/${file}`));
    expect(answer).toMatchObject({ valid: true, completed: true });
    expect(requests).toEqual([]);
  });

  test.each(documents)(
    "%s of a file: it makes no difference whether the file is there",
    async (_name, textWith) => {
      const there = await check(textWith((file) => join(folder, file)));
      const absent = await check(textWith((file) => join(folder, file.replace("there", "their"))));
      expect(there).toMatchObject({ valid: true, completed: true });
      expect(JSON.stringify(absent).replaceAll("their", "there")).toBe(JSON.stringify(there));
    },
  );

  test.each(["OpenAPI $ref", "AsyncAPI $ref", "RAML !include", "RAML uses", "protobuf import"])(
    "%s is said to be unchecked, with its line",
    async (name) => {
      const textWith = documents.find(([one]) => one === name)?.[1];
      const { problems } = await check(textWith?.((file) => `./${file}`) ?? "");
      expect(problems.length).toBeGreaterThan(0);
      for (const { rule, severity, line } of problems) {
        expect({ rule, severity }).toEqual({ rule: "external-reference", severity: "warning" });
        expect(line).toBeGreaterThan(1);
      }
    },
  );
});
