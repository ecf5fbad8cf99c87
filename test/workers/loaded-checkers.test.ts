import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("../support/list-loaded-modules.ts", import.meta.url));
const HEAVY = ["amf-client-js", "libxml2-wasm", "protobufjs", "graphql", "ajv", "@redocly/openapi-core"];

/** The heavy packages that checking this document loads, by the package that is itself a dependency of ours. */
async function packagesLoadedFor(file: string): Promise<readonly string[]> {
  const path = fileURLToPath(new URL(`../fixtures/schemas/${file}`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, path], { maxBuffer: 10_000_000 });
  const { check, loaded } = JSON.parse(stdout) as { check: { valid: boolean }; loaded: string[] };
  expect(check.valid).toBe(true);
  const packages = loaded.map((url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? "");
  return HEAVY.filter((name) => packages.includes(name));
}

test.each([
  ["tictactoe-3.2.yaml", "@redocly/openapi-core", ["amf-client-js", "libxml2-wasm", "protobufjs"]],
  ["streetlights-3.yaml", "@redocly/openapi-core", ["amf-client-js", "libxml2-wasm", "protobufjs"]],
  ["books-1.0.raml", "amf-client-js", ["@redocly/openapi-core", "libxml2-wasm", "protobufjs", "graphql"]],
  [
    "weather.wsdl",
    "libxml2-wasm",
    ["@redocly/openapi-core", "amf-client-js", "protobufjs", "graphql", "ajv"],
  ],
  [
    "orders.proto",
    "protobufjs",
    ["@redocly/openapi-core", "amf-client-js", "libxml2-wasm", "graphql", "ajv"],
  ],
  [
    "blog.graphql",
    "graphql",
    ["@redocly/openapi-core", "amf-client-js", "libxml2-wasm", "protobufjs", "ajv"],
  ],
  [
    "address.schema.json",
    "ajv",
    ["@redocly/openapi-core", "amf-client-js", "libxml2-wasm", "protobufjs", "graphql"],
  ],
])("checking %s loads %s and none of the other kinds' parsers", async (file, needed, others) => {
  const packages = await packagesLoadedFor(file);
  expect(packages).toContain(needed);
  expect(packages.filter((name) => others.includes(name))).toEqual([]);
});
