/** Config files as people write them, and as somebody might who means no good. */
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { patternOf } from "../../src/core/repository-config/pattern.ts";
import type { ConfigReading } from "../../src/core/repository-config/model.ts";
import { readConfig } from "../../src/workers/repository-config/read-config.ts";
import { ForkedConfigReader } from "../../src/workers/repository-config/forked-config-reader.ts";
import { cpuMsOf } from "../support/cpu-time.ts";

const UUID = "12ece9e1-2abf-4edc-8e34-de66e74114d2";

function read(text: string): ConfigReading {
  return readConfig(Buffer.from(text));
}

function errorsOf(text: string): readonly string[] {
  const reading = read(text);
  return reading.kind === "wrong" ? reading.errors.map(({ line, message }) => `${line}: ${message}`) : [];
}

test("reads what the documentation shows, with defaults and places", () => {
  const reading = read(`# yaml-language-server: $schema=https://lockstep.example/lockstep.schema.json
version: 1
defaults: {mode: pull_request, keep: github, quiet: 30s}
schemas:
  - api: petstore                # slug; made where it does not exist
    version: "1.0"
    file: api/petstore.yaml
    branch: main                 # left out: follows the default branch
  - {api: other, file: other.yaml, directory: apis, mode: commit, keep: store, quiet: 2m}
collections:
  - collection: ${UUID.toUpperCase()}
    directory: Postman Collections   # the default
    file: petstore.postman_collection.json
`);
  expect(reading).toMatchObject({
    kind: "config",
    config: {
      entries: [
        {
          kind: "schema",
          at: { line: 5, column: 5 },
          places: { version: { line: 6, column: 5 } },
          api: "petstore",
          version: "1.0",
          path: "api/petstore.yaml",
          branch: "main",
          mode: "pull_request",
          keep: "github",
          quietMs: 30_000,
        },
        { path: "apis/other.yaml", branch: null, mode: "commit", keep: "store", quietMs: 120_000 },
        // `github` is no choice for what goes from the store to GitHub.
        { kind: "backup", uid: UUID, directory: "Postman Collections", keep: null, mode: "pull_request" },
      ],
    },
  });
});

test("JSON is read too", () => {
  expect(read('{"version": 1, "schemas": [{"api": "a", "file": "a.yaml"}]}').kind).toBe("config");
});

describe("what is wrong is said with its line", () => {
  test.each([
    ["", ["1: The file must be a map of keys and values."]],
    ["- 1\n", ["1: The file must be a map of keys and values."]],
    ["schemas: []\n", ['1: The file lacks "version": add it.']],
    ["version: 2\n", ['1: "version" must be 1.']],
    ["version: 1\nschemes: []\n", ['2: There is no key "schemes" here: correct or remove it.']],
    ["version: 1\nversion: 1\n", ["2: Not valid YAML: duplicated mapping key."]],
    ["version: 1\nschemas:\n\t- a\n", [expect.stringMatching(/^3: Not valid YAML: /)]],
    ["version: 1\nschemas: none\n", ['2: "schemas" must be a list, each entry after a dash.']],
    ["version: 1\nschemas:\n  - a\n", ['3: This entry of "schemas" must be a map of keys and values.']],
    [
      "version: 1\nschemas:\n  - api: a\n    version: 1.0\n    file: a.yaml\n",
      ['4: "version" must be a text: put it in quotation marks where it is a number.'],
    ],
    [
      "version: 1\nschemas:\n  - {api: a, file: a.yaml, mode: push}\n",
      ['3: "mode" must be one of auto, commit, pull_request.'],
    ],
    ["version: 1\nschemas:\n  - {api: a, file: ../a.yaml}\n", [expect.stringMatching(/^3: The path has/)]],
    [
      "version: 1\nschemas:\n  - {api: a, file: .github/workflows/*.yaml}\n",
      [expect.stringMatching(/^3: .*\.github/)],
    ],
    [
      "version: 1\nschemas:\n  - {api: a, file: '*/../a.yaml'}\n",
      [expect.stringMatching(/^3: The path has/)],
    ],
    [
      "version: 1\nschemas:\n  - {api: a, file: a.yaml, branch: 'a b'}\n",
      [expect.stringMatching(/^3: git has no branch/)],
    ],
    [
      "version: 1\nschemas:\n  - {api: '{2}', file: '*.yaml'}\n",
      ["3: {2} stands for nothing: there are 1 stars."],
    ],
    ["version: 1\nschemas:\n  - {api: a, file: a.yaml, quiet: 25h}\n", ["3: A rest is at most 24h."]],
    [
      "version: 1\nschemas:\n  - {api: a, file: a.yaml, quiet: soon}\n",
      [expect.stringMatching(/^3: "quiet" is a number/)],
    ],
    [
      "version: 1\ncollections:\n  - {collection: pets}\n",
      [expect.stringMatching(/^3: "collection" must be a UUID/)],
    ],
    [`version: 1\ncollections:\n  - {collection: ${UUID}, keep: github}\n`, ['3: "keep" must be store.']],
    [
      `version: 1\ncollections:\n  - {collection: ${UUID}, branch: 'release/*'}\n`,
      [expect.stringMatching(/^3: git/)],
    ],
    ["version: 1\na: &x [1]\nb: *x\n", ["3: Aliases are not read here: write the value out."]],
    ["version: 1\n---\nversion: 1\n", [expect.stringMatching(/second one begins/)]],
  ])("%j", (text, errors) => {
    expect(errorsOf(text)).toEqual(errors);
  });
});

test("an alias bomb is refused before it is followed", async () => {
  const levels = Array.from(
    { length: 30 },
    (_none, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(9)}]`,
  );
  const text = `version: 1\na0: &a0 [1]\n${levels.join("\n")}\n`;
  const tookMs = await cpuMsOf(() => expect(errorsOf(text)).toHaveLength(1));
  expect(tookMs).toBeLessThan(2000);
});

/** What a process may take beside other work of the machine. */
const PATIENT = { timeoutMs: 120_000 };

function schemasOf(count: number): string {
  return `version: 1\nschemas:\n${Array.from({ length: count }, (_none, at) => `  - {api: a${at}, file: f${at}.yaml}\n`).join("")}`;
}

test("ten thousand entries are too many, and as many as may be are read", () => {
  expect(errorsOf(schemasOf(10_000))).toEqual([expect.stringMatching(/divide/)]);
  expect(errorsOf(schemasOf(1001))).toEqual([
    expect.stringMatching(/^3: "schemas" has too many entries: at most 1000/),
  ]);
  expect(read(schemasOf(1000)).kind).toBe("config");
});

test("a file over 256 KiB, or in another encoding, is refused", () => {
  expect(errorsOf(`version: 1\n${"# more\n".repeat(40_000)}`)).toEqual([expect.stringMatching(/256 KiB/)]);
  expect(readConfig(Buffer.from("version: 1\n", "utf16le"))).toMatchObject({
    kind: "wrong",
    errors: [{ line: 1 }],
  });
});

test("patterns are few, and their stars too", () => {
  const patterns = Array.from({ length: 51 }, (_none, at) => `  - {api: a${at}, file: '${at}/*.yaml'}\n`);
  expect(errorsOf(`version: 1\nschemas:\n${patterns.join("")}`)).toEqual([expect.stringMatching(/^53: /)]);
  expect(errorsOf(`version: 1\nschemas:\n  - {api: a, file: '${"*/".repeat(9)}x'}\n`)).toEqual([
    "3: A pattern has at most 8 stars.",
  ]);
});

test("at most fifty errors are told of one file, the first ones", () => {
  const errors = errorsOf(`version: 1\nschemas:\n${"  - {api: 1}\n".repeat(200)}`);
  expect(errors).toHaveLength(50);
  expect(errors[0]).toMatch(/^3: /);
});

test("keys that JavaScript has of its own are keys like any other", () => {
  for (const key of ["__proto__", "constructor", "toString"]) {
    expect(errorsOf(`version: 1\n${key}: {a: 1}\n`)).toEqual([expect.stringContaining(key)]);
  }
});

test("whatever stands in it, a file is read or refused with a place in it", () => {
  const text = fc.oneof(fc.string({ maxLength: 200 }), fc.json({ maxDepth: 4 }).map(String));
  fc.assert(
    fc.property(text, (content) => {
      const reading = read(content);
      if (reading.kind === "config") return;
      expect(reading.errors.length).toBeGreaterThan(0);
      for (const { line, column, message } of reading.errors) {
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
        expect(message).toMatch(/[.]$/);
      }
    }),
    { numRuns: 300 },
  );
});

test("in a process it is read alike", async () => {
  const reader = new ForkedConfigReader(PATIENT);
  const content = Buffer.from("version: 1\nschemas:\n  - {api: a, file: a.yaml}\n");
  expect(await reader.readConfig(content)).toEqual(readConfig(content));
  expect(await reader.readConfig(Buffer.from("a: ["))).toMatchObject({ kind: "wrong" });
  await reader.close();
});

test("patterns that take too long are given up, and the server goes on meanwhile", async () => {
  const reader = new ForkedConfigReader({ timeoutMs: 500 });
  onTestFinished(() => reader.close());
  const patterns = ["**e**e**e**e**e**e**@**"].flatMap((text) => patternOf(text) ?? []);
  const path = "packages/service-name/src/main/resources/api/v1/file.java";
  const hostile = Array.from({ length: 100_000 }, (_none, at) => `${at}/${path}`);
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 20);
  expect(await reader.matchNames({ of: "files", patterns, names: hostile })).toBeNull();
  clearInterval(turning);
  // Where the work held the server up there would be none.
  expect(turns).toBeGreaterThan(1);
});

test("a pattern of files matches, in a process, what may be bound by its name", async () => {
  const reader = new ForkedConfigReader(PATIENT);
  onTestFinished(() => reader.close());
  const patterns = ["*/y.yaml", "*/x.yaml"].flatMap((text) => patternOf(text) ?? []);
  const names = ["b/x.yaml", "a/x.yaml", ".github/x.yaml"];
  expect(await reader.matchNames({ of: "files", patterns, names })).toEqual([
    [],
    [
      { name: "a/x.yaml", parts: ["a"] },
      { name: "b/x.yaml", parts: ["b"] },
    ],
  ]);
});
