import fc from "fast-check";
import { expect, test } from "vitest";
import {
  escapePattern,
  literalOf,
  matcherOf,
  patternOf,
} from "../../../src/core/repository-config/pattern.ts";
import { cpuMsOf } from "../../support/cpu-time.ts";

function match(pattern: string, name: string): readonly string[] | null {
  const found = patternOf(pattern);
  if (found === null) throw new Error(`${pattern} is no pattern.`);
  return matcherOf(found)(name);
}

test.each([
  ["apis/*/openapi.yaml", "apis/pets/openapi.yaml", ["pets"]],
  ["apis/*/openapi.yaml", "apis/pets/more/openapi.yaml", null],
  ["apis/*/openapi.yaml", "apis//openapi.yaml", null],
  ["apis/*.yaml", "apis/.yaml", null],
  ["*-*.yaml", "a-b-c.yaml", ["a", "b-c"]],
  ["apis/**", "apis/a/b.yaml", ["a/b.yaml"]],
  ["**/openapi.yaml", "openapi.yaml", [""]],
  ["**/openapi.yaml", "a/b/openapi.yaml", ["a/b"]],
  ["**/openapi.yaml", "a/b/notopenapi.yaml", null],
  ["**/*.yaml", "a/b/c.yaml", ["a/b", "c"]],
  ["release/*", "release/1.0", ["1.0"]],
  ["release/*", "release/1.0/hotfix", null],
  ["a\\*b/*", "a*b/c", ["c"]],
  ["a.b/*", "axb/c", null],
] as const)("%s and %s", (pattern, name, parts) => {
  expect(match(pattern, name)).toEqual(parts);
});

test("a text without a star is no pattern, and an escaped star is the character", () => {
  expect(patternOf("apis/pets.yaml")).toBeNull();
  expect(patternOf("a\\*b.yaml")).toBeNull();
  expect(literalOf("a\\*b.yaml")).toBe("a*b.yaml");
  expect(patternOf("apis/v1*/x")).toMatchObject({ prefix: "apis/v1", stars: 1 });
});

test("every name that is escaped stands for itself alone", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "*", "/", ".") }), (name) => {
      expect(patternOf(escapePattern(name))).toBeNull();
      expect(literalOf(escapePattern(name))).toBe(name);
    }),
  );
});

test("what the stars stand for, put in their places, is the name again", () => {
  const parts = fc.array(fc.stringMatching(/^[a-c-]{1,4}$/), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(parts, (names) => {
      const pattern = names.map(() => "*").join("/");
      expect(match(pattern, names.join("/"))).toEqual(names);
    }),
  );
});

test("a name is matched as by a regular expression", () => {
  const piece = fc.constantFrom("a", "b", "/", "*", "**/", "**");
  const names = fc.string({ unit: fc.constantFrom("a", "b", "/"), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 7 }), names, (pieces, name) => {
      const text = pieces.join("");
      fc.pre(patternOf(text) !== null);
      const source = (text.match(/\*\*\/|\*\*|\*|[^*]+/g) ?? [])
        .map((part) => {
          if (part === "**/") return "(?:[^]*?/)?";
          if (part === "**") return "[^]+?";
          return part === "*" ? "[^/]+?" : part;
        })
        .join("");
      expect(match(text, name) !== null, `${text} ${name}`).toBe(new RegExp(`^${source}$`).test(name));
    }),
    { numRuns: 2000, examples: [[["**", "**/", "/", "**"], "aa//"]] },
  );
});

test("no pattern takes long", async () => {
  const hostile = "*a".repeat(200);
  const tookMs = await cpuMsOf(() => expect(match(`${hostile}b`, "a".repeat(1000))).toBeNull());
  expect(tookMs).toBeLessThan(2000);
});
