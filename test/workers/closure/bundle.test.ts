import { load } from "js-yaml";
import { afterAll, describe, expect, test } from "vitest";
import { ForkedClosureReader } from "../../../src/workers/closure/forked-closure-reader.ts";
import { DocumentChecker } from "../../../src/workers/check-documents.ts";
import { schemaFiles } from "../../support/schema-files.ts";

const reader = new ForkedClosureReader({ timeoutMs: 120_000 });
const checker = new DocumentChecker({ timeoutMs: 120_000 });
afterAll(async () => {
  await reader.close();
  await checker.close();
});

const file = (path: string, text: string) => ({ path, content: Buffer.from(text) });

async function bundled(text: string, files: ReturnType<typeof schemaFiles>): Promise<Buffer> {
  const answer = await reader.bundle(Buffer.from(text), files);
  if (answer.kind !== "bundle") throw new Error(JSON.stringify(answer));
  return Buffer.from(answer.content);
}

describe("a bundle", () => {
  const root = [
    "openapi: 3.1.0",
    'info: {title: T, version: "1"}',
    "paths:",
    "  /pets: {$ref: paths/pets.yaml}",
    "",
  ].join("\n");
  const files = schemaFiles("api/openapi.yaml", {
    "api/paths/pets.yaml":
      'get:\n  responses:\n    "200":\n      description: ok\n      content:\n        application/json:\n          schema: {$ref: ../schemas/Pet.json}\n',
    "api/schemas/Pet.json": '{"type":"object","properties":{"owner":{"$ref":"Owner.yaml#/Owner"}}}',
    "api/schemas/Owner.yaml": "Owner:\n  type: object\n  properties:\n    pet: {$ref: Pet.json}\n",
  });

  test("of OpenAPI holds all it refers to, in the language of the root, and is valid by itself", async () => {
    const content = await bundled(root, files);
    expect(content.toString()).not.toMatch(/\$ref: (?!['"]?#)/);
    const value = load(content.toString()) as { components: { schemas: object }; paths: object };
    expect(Object.keys(value.components.schemas).toSorted()).toEqual(["Owner", "Pet"]);
    const check = await checker.check(content);
    expect(check).toMatchObject({ kind: "openapi-3.1", valid: true, problems: [], members: null });
  });

  test("of a JSON root is JSON", async () => {
    const json =
      '{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{"/p":{"$ref":"paths/pets.yaml"}}}';
    expect(JSON.parse((await bundled(json, files)).toString())).toMatchObject({ openapi: "3.1.0" });
  });

  test("leaves a reference that leads to nothing as it is written, and reads nothing for it", async () => {
    const text = root.replace("paths/pets.yaml", "http://127.0.0.1:9/pets.yaml");
    expect((await bundled(text, files)).toString()).toContain("http://127.0.0.1:9/pets.yaml");
    const passwd = root.replace("paths/pets.yaml", "../../../../etc/passwd");
    expect((await bundled(passwd, files)).toString()).toContain("../../../../etc/passwd");
  });

  test("of JSON Schema holds each file as a definition, in circles too", async () => {
    const text =
      '{"type":"object","properties":{"a":{"$ref":"defs/a.json#/$defs/A"},"b":{"$ref":"b.yaml"}},"$defs":{"a":{}}}';
    const content = await bundled(
      text,
      schemaFiles("s/root.json", {
        "s/defs/a.json":
          '{"$id":"https://example.com/a","$defs":{"A":{"$ref":"#/$defs/B"},"B":{"$ref":"../root.json"}}}',
        "s/b.yaml": "properties:\n  next: {$ref: b.yaml}\n",
      }),
    );
    expect(JSON.parse(content.toString())).toEqual({
      type: "object",
      properties: { a: { $ref: "#/$defs/a-2/$defs/A" }, b: { $ref: "#/$defs/b" } },
      $defs: {
        a: {},
        "a-2": { $defs: { A: { $ref: "#/$defs/a-2/$defs/B" }, B: { $ref: "#" } } },
        b: { properties: { next: { $ref: "#/$defs/b" } } },
      },
    });
  });

  test.each([
    ["protobuf", 'syntax = "proto3";\nimport "a.proto";\n'],
    ["RAML", "#%RAML 1.0\ntitle: T\n"],
    ["what is no schema", "a: 1\n"],
    ["what is no text", "\u0000"],
  ])("is not made of %s", async (_name, text) => {
    expect(await reader.bundle(Buffer.from(text), schemaFiles("a", {}))).toEqual({ kind: "unsupported" });
  });

  test("is not made of what does not parse, which is said", async () => {
    const answer = await reader.bundle(Buffer.from("openapi: 3.1.0\ninfo: [\n"), files);
    expect(answer).toMatchObject({ kind: "failed", isBusy: false, message: expect.stringMatching(/YAML/) });
  });
});

describe("references", () => {
  test("are read of all files, as the first one says what they are", async () => {
    const first = await reader.readReferences(
      [file("api/a.raml", "#%RAML 1.0\ntitle: T\ntypes:\n  A: !include a.json\nuses: {l: ../l.raml}\n")],
      null,
    );
    expect(first).toMatchObject({ kind: "read", family: "raml" });
    if (first.kind !== "read") return;
    expect(first.references.map((found) => found.flatMap(({ candidates }) => candidates))).toEqual([
      ["api/a.json", "l.raml"],
    ]);
    const next = await reader.readReferences(
      [file("api/a.json", '{"$ref":"b.json#/x"}'), file("l.raml", "types: {A: !include m.raml}\n")],
      first.family,
    );
    expect(next.kind === "read" && next.references.map(([one]) => one?.candidates)).toEqual([
      ["api/b.json"],
      ["m.raml"],
    ]);
  });

  test("a reader that is closed says that it may be asked again", async () => {
    const closed = new ForkedClosureReader();
    await closed.close();
    expect(await closed.readReferences([], "tree")).toEqual({ kind: "failed", isForGood: false });
  });

  test("a text that takes too long is read again, and has none for good the third time", async () => {
    const impatient = new ForkedClosureReader({ timeoutMs: 1 });
    const read = () => impatient.readReferences([{ path: "a.yaml", content: Buffer.from("a: 1") }], null);
    expect(await read()).toEqual({ kind: "failed", isForGood: false });
    expect(await read()).toEqual({ kind: "failed", isForGood: false });
    expect(await read()).toEqual({ kind: "failed", isForGood: true });
    await impatient.close();
  });
});
