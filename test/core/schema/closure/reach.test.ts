import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blobIdOf } from "../../../../src/core/git/object-id.ts";
import { closureIdOf } from "../../../../src/core/schema/closure/closure-id.ts";
import {
  MAX_MEMBER_BYTES,
  MAX_MEMBER_DEPTH,
  MAX_MEMBERS,
} from "../../../../src/core/schema/closure/limits.ts";
import { mayReferToFiles } from "../../../../src/core/schema/closure/may-refer.ts";
import { type KnownFile, type Reach, reachOf } from "../../../../src/core/schema/closure/reach.ts";

const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

type Graph = Readonly<Record<string, readonly string[]>>;

const referenceTo = (path: string) => ({ reference: path, candidates: [path] });
const blobAt = (path: string) => blobIdOf(Buffer.from(path));

function fileOf(path: string, references: readonly string[], sizeBytes = 10): KnownFile {
  return { blob: blobAt(path), sizeBytes, fault: null, references: references.map(referenceTo) };
}

const ABSENT: KnownFile = { blob: null, sizeBytes: 0, fault: "absent", references: [] };

/** Asks, looks and reads in rounds until nothing is wanted, as a look does. */
function settle(root: readonly string[], graph: Graph): { readonly reach: Reach; readonly rounds: number } {
  const known = new Map<string, KnownFile>();
  for (let rounds = 0; ; rounds += 1) {
    const reach = reachOf({ path: "root", references: root.map(referenceTo) }, known);
    if (reach.unknown.length + reach.unread.length === 0) return { reach, rounds };
    for (const path of reach.unknown) {
      const references = graph[path];
      known.set(path, references === undefined ? ABSENT : { ...fileOf(path, []), references: null });
    }
    for (const { path } of reach.unread) known.set(path, fileOf(path, graph[path] ?? []));
  }
}

const pathsOf = (reach: Reach): readonly string[] => reach.members.map(({ path }) => path);

describe("what a schema reaches", () => {
  test("is what it refers to and what that refers to; what is absent is asked for and no member", () => {
    const { reach } = settle(["a", "gone"], { a: ["b", "root"], b: ["a"], c: [] });
    expect(pathsOf(reach)).toEqual(["a", "b"]);
    expect(reach.asked).toEqual(["a", "gone", "b"]);
  });

  test("the first place of an import where a file is counts, and no further one is asked for", () => {
    const known = new Map([
      ["near", ABSENT],
      ["middle", fileOf("middle", [])],
    ]);
    const references = [{ reference: "x", candidates: ["near", "middle", "far"] }];
    const reach = reachOf({ path: "root", references }, known);
    expect(pathsOf(reach)).toEqual(["middle"]);
    expect(reach.asked).toEqual(["near", "middle"]);
  });

  test("where a nearer place is not known yet, nothing is settled and every place is asked for at once", () => {
    const references = [{ reference: "x", candidates: ["near", "middle", "far"] }];
    const reach = reachOf({ path: "root", references }, new Map([["middle", fileOf("middle", [])]]));
    expect(pathsOf(reach)).toEqual([]);
    expect(reach.unknown).toEqual(["near", "far"]);
  });

  test("ends at so many files", () => {
    const names = Array.from({ length: 10_000 }, (_none, index) => `f${index}`);
    const { reach } = settle(names, Object.fromEntries(names.map((name) => [name, []])));
    expect(reach.members).toHaveLength(MAX_MEMBERS);
    expect(reach.asked).toHaveLength(MAX_MEMBERS);
  });

  test("ends at so many levels", () => {
    const chain = Object.fromEntries(Array.from({ length: 50 }, (_none, n) => [`f${n}`, [`f${n + 1}`]]));
    expect(settle(["f0"], chain).reach.members).toHaveLength(MAX_MEMBER_DEPTH);
  });

  test("ends at so many bytes, and never asks for a text beyond", () => {
    const large = { ...fileOf("large", []), sizeBytes: MAX_MEMBER_BYTES, references: null };
    const known = new Map([
      ["small", fileOf("small", [])],
      ["large", large],
    ]);
    const reach = reachOf({ path: "root", references: [referenceTo("small"), referenceTo("large")] }, known);
    expect(pathsOf(reach)).toEqual(["small"]);
    expect([...reach.tooLarge]).toEqual(["large"]);
    expect(reach.unread).toEqual([]);
  });

  const graphs = fc.dictionary(
    fc.constantFrom(...NAMES),
    fc.array(fc.constantFrom(...NAMES, "root"), { maxLength: 5 }),
  );
  const roots = fc.array(fc.constantFrom(...NAMES), { maxLength: 4 });

  test("comes to its end in any graph, within as many rounds as levels, with just what is reachable", () => {
    fc.assert(
      fc.property(roots, graphs, (root, graph) => {
        const { reach, rounds } = settle(root, graph);
        const reachable = new Set<string>();
        const waiting = [...root];
        for (const path of waiting) {
          const references = graph[path];
          if (references === undefined || reachable.has(path)) continue;
          reachable.add(path);
          waiting.push(...references.filter((one) => one !== "root"));
        }
        expect(new Set(pathsOf(reach))).toEqual(reachable);
        expect(rounds).toBeLessThanOrEqual(2 * (MAX_MEMBER_DEPTH + 1));
      }),
    );
  });

  test("the id is the same for the same files, and another for any other path or content", () => {
    const members = fc.uniqueArray(
      fc.record({ path: fc.string({ minLength: 1 }), blob: fc.string().map(blobAt) }),
      { selector: ({ path }) => path, maxLength: 6 },
    );
    fc.assert(
      fc.property(members, members, (one, other) => {
        const isSame =
          one.length === other.length &&
          one.every(({ path, blob }) => other.some((two) => two.path === path && two.blob === blob));
        expect(closureIdOf(one) === closureIdOf(other)).toBe(isSame);
        expect(closureIdOf(one.toReversed())).toBe(closureIdOf(one));
      }),
    );
  });
});

describe("a text that needs no second look", () => {
  test.each([
    ["$ref: '#/components/schemas/A'", false],
    ['{"$ref": "#/a"}', false],
    ['{"$ref"\n :\n "#/a"}', false],
    ["openapi: 3.1.0\npaths: {}\n", false],
    ["description: how important it is\n", false],
    ["$ref: pet.yaml", true],
    ['{"$ref": "pet.yaml"}', true],
    ["{$ref: ./pet.yaml#/a}", true],
    ["type: !include a.raml", true],
    ["uses:\n  lib: a.raml", true],
    ['syntax = "proto3";\nimport "a.proto";', true],
    ['{"\\u0024ref": "a.json"}', true],
    ["discriminator:\n  mapping:\n    a: a.yaml", true],
  ])("%j: %s", (text, may) => {
    expect(mayReferToFiles(Buffer.from(text))).toBe(may);
  });
});
