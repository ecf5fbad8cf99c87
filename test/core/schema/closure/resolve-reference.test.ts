import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importReference, includeReference } from "../../../../src/core/schema/closure/file-reference.ts";
import { protoImports } from "../../../../src/core/schema/closure/proto-imports.ts";
import { resolvePath, resolveReference } from "../../../../src/core/schema/closure/resolve-reference.ts";
import { treeReferences } from "../../../../src/core/schema/closure/tree-references.ts";
import { cpuMsOf } from "../../../support/cpu-time.ts";

describe("a $ref leads to a file of the repository, or nowhere", () => {
  test.each([
    ["pet.yaml", "api/pet.yaml", ""],
    ["./pet.yaml#/Pet", "api/pet.yaml", "/Pet"],
    ["../common/errors.json#/a~1b", "common/errors.json", "/a~1b"],
    ["schemas//./Pet.yaml", "api/schemas/Pet.yaml", ""],
    ["my%20pet.yaml", "api/my pet.yaml", ""],
    ["%2e%2e/pet.yaml", "pet.yaml", ""],
    ["PET.yaml", "api/PET.yaml", ""],
    ["hétérogène.yaml", "api/hétérogène.yaml", ""],
    ["Ünï/%F0%9F%90%BE.yaml", "api/Ünï/🐾.yaml", ""],
    ["a.yaml#anchor", "api/a.yaml", "anchor"],
  ])("%s", (reference, path, fragment) => {
    expect(resolveReference("api/openapi.yaml", reference)).toEqual({ kind: "file", path, fragment });
  });

  test.each([
    ["http://example.com/a.yaml", "address"],
    ["HTTPS://example.com/a.yaml#/x", "address"],
    ["//example.com/a.yaml", "address"],
    ["file:///etc/passwd", "address"],
    ["C:\\secret.yaml", "address"],
    ["urn:example:a", "address"],
    ["data:text/plain,a", "address"],
    ["/etc/passwd", "absolute"],
    ["../../etc/passwd", "above-root"],
    ["%2e%2e/%2e%2e/passwd", "above-root"],
    ["..\\pet.yaml", "unreadable"],
    ["a%2Fb.yaml", "unreadable"],
    ["a%00.yaml", "unreadable"],
    ["a\u0000.yaml", "unreadable"],
    ["%E0%A4%A.yaml", "unreadable"],
    ["\ud800.yaml", "unreadable"],
    ["schemas/", "unreadable"],
    ["..", "unreadable"],
    ["a.yaml?version=1", "unreadable"],
    ["x".repeat(2000), "unreadable"],
  ])("not %j: %s", (reference, why) => {
    expect(resolveReference("api/openapi.yaml", reference)).toEqual({ kind: "outside", why });
  });

  test.each(["", "#", "#/components/schemas/Pet", "#Pet"])("%j stays in the file", (reference) => {
    expect(resolveReference("api/openapi.yaml", reference)).toEqual({ kind: "same" });
  });

  test("whatever is written, a file that it leads to has a plain path below the root", () => {
    const piece = fc.oneof(
      fc.constantFrom("..", ".", "/", "\\", "%2e", "%2F", "#", "?", ":", "file:", "a", "é", "\u0000", "~"),
      fc.string({ unit: "binary", maxLength: 4 }),
    );
    const reference = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(reference, fc.constantFrom("a.yaml", "x/a.yaml", "x/y/z/a.yaml"), (written, from) => {
        for (const resolved of [resolveReference(from, written), resolvePath(from, written)]) {
          if (resolved.kind !== "file") continue;
          expect(resolved.path.isWellFormed()).toBe(true);
          for (const segment of resolved.path.split("/")) expect(["", ".", ".."]).not.toContain(segment);
          expect(resolved.path).not.toMatch(/[\0\n\\]/);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("a path written relative to another one leads back to it", () => {
    const name = fc.stringMatching(/^[a-zé][a-z0-9 é%_-]{0,6}$/);
    const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("/"));
    fc.assert(
      fc.property(path, path, (from, to) => {
        const up = from
          .split("/")
          .slice(1)
          .map(() => "..");
        const written = [...up, ...to.split("/").map(encodeURIComponent)].join("/");
        expect(resolveReference(from, written)).toEqual({ kind: "file", path: to, fragment: "" });
      }),
    );
  });
});

describe("an import of protobuf", () => {
  test("is sought beside the file and in every directory above, nearest first", () => {
    expect(importReference("proto/acme/pet.proto", "acme/common.proto")?.candidates).toEqual([
      "proto/acme/acme/common.proto",
      "proto/acme/common.proto",
      "acme/common.proto",
    ]);
  });

  test.each([
    "google/protobuf/timestamp.proto",
    "../a.proto",
    "/a.proto",
    "a/../../b.proto",
    "http://x/a.proto",
  ])("%s is not sought", (name) => expect(importReference("proto/pet.proto", name)).toBeNull());

  test("is sought at few places, the repository's root among them", () => {
    const deep = Array.from({ length: 50 }, (_none, index) => `d${index}`).join("/");
    const candidates = importReference(`${deep}/a.proto`, "b.proto")?.candidates ?? [];
    expect(candidates).toHaveLength(12);
    expect(candidates.at(-1)).toBe("b.proto");
  });

  test("is neither in a comment nor in a string", () => {
    const text = [
      'syntax = "proto3";',
      '// import "no1.proto";',
      '/* import "no2.proto"; */ import "a.proto";',
      "import public 'b.proto';",
      'option x = "import \\"no3.proto\\";";',
      'import weak "c.proto"; import "a.proto";',
      '/* import "no4.proto";',
    ].join("\n");
    expect(protoImports(text).map(({ name }) => name)).toEqual(["a.proto", "b.proto", "c.proto"]);
  });

  test.each(["/*", "//", '"', "import ", 'import "', "'\\"])(
    "reads %j a million times without delay",
    async (part) => {
      const tookMs = await cpuMsOf(() => protoImports(part.repeat(1_000_000 / part.length)));
      expect(tookMs).toBeLessThan(5000);
    },
  );
});

test("an include names a file as it is written, without its fragment", () => {
  expect(includeReference("api/a.raml", "types/a%20b.json#/x")?.candidates).toEqual(["api/types/a%20b.json"]);
  expect(includeReference("api/a.raml", "http://x/a.raml")).toBeNull();
});

describe("the references of a value", () => {
  test("are found wherever they stand, each once, at its first place", () => {
    const shared = { $ref: "c.yaml" };
    const value = {
      a: [{ $ref: "b.yaml#/x" }, { deep: { $ref: "b.yaml#/x" } }],
      "x/y": shared,
      z: shared,
      properties: { $ref: { type: "string" } },
      discriminator: { propertyName: "kind", mapping: { dog: "dog.yaml", cat: "Cat" } },
    };
    expect(treeReferences(value)).toEqual([
      { reference: "dog.yaml", pointer: "/discriminator/mapping/dog" },
      { reference: "c.yaml", pointer: "/x~1y/$ref" },
      { reference: "b.yaml#/x", pointer: "/a/0/$ref" },
    ]);
  });

  test("a value that holds itself is walked once", () => {
    const value: Record<string, unknown> = { $ref: "a.yaml" };
    value["self"] = value;
    expect(treeReferences(value)).toHaveLength(1);
  });
});
