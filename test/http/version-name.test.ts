import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { versionNameOf } from "../../src/http/version-name.ts";

test.each([
  ["openapi: 3.1.0\ninfo:\n  title: Pets\n  version: 1.2.3\npaths: {}\n", "1.2.3"],
  ['\uFEFFinfo:\r\n  # comment\r\n\r\n  version: "2.0"  # the one\r\n  title: x\r\n', "2.0"],
  ["info:\n  contact:\n    version: 9\n  version: '3 beta'\n", "3 beta"],
  ["info:\n  title: a\npaths:\n  version: 9\n", null],
  ["x-info:\n  version: 1\n", null],
  ['{"openapi": "3.0.0", "info": {"title": "a", "version": "1.0.7"}}', "1.0.7"],
  [
    '{"info": {"contact": {"version": "9", "x": ["}"]}, "title": "a } b", "version": "4"}, "x": {"version": "8"}}',
    "4",
  ],
  ['{"info": {"title": "\\"version\\": \\"7\\""}, "version": "8"}', null],
  ['{"info": {"version": "a/b"}}', null],
  ['{"info": {"version": ".."}}', null],
  ['{"info": {"version": 3}}', null],
  ["type Query { a: Int }", null],
  ["", null],
  [`info:\n  version: ${"1".repeat(200)}\n`, null],
])("finds the version that a document names (%#)", (text, version) => {
  expect(versionNameOf(Buffer.from(text))).toBe(version);
});

const EXAMPLES = dirname(createRequire(import.meta.url).resolve("@readme/oas-examples/package.json"));
const documents = globSync("*/{json,yaml}/*.{json,yaml}", { cwd: EXAMPLES });

test("agrees with the parsed document, for every real one", () => {
  expect(documents.length).toBeGreaterThan(100);
  for (const path of documents) {
    const text = readFileSync(join(EXAMPLES, path));
    const { info } = load(text.toString("utf8")) as {
      readonly info?: { readonly version?: string | number };
    };
    expect([path, versionNameOf(text)]).toEqual([
      path,
      info?.version === undefined ? null : String(info.version),
    ]);
  }
});
