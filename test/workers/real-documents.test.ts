import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { DocumentChecker } from "../../src/workers/check-documents.ts";

const checker = new DocumentChecker({ timeoutMs: 120_000 });
afterAll(() => checker.close());

const examples = new URL("../../node_modules/@readme/oas-examples/", import.meta.url);
const fixtures = new URL("../fixtures/schemas/", import.meta.url);

function filesBelow(folder: string, ending: string): readonly string[] {
  const names = readdirSync(fileURLToPath(new URL(folder, examples)), { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(ending)).toSorted();
}

describe.each(["2.0", "3.0", "3.1"])("the examples of OpenAPI %s", (version) => {
  const json = filesBelow(`${version}/json/`, ".json").filter(
    (name) => !name.endsWith("additional-ref.json"),
  );
  const yaml = filesBelow(`${version}/yaml/`, ".yaml");

  test.each(json)("%s is recognised and checked, and its YAML agrees", async (name) => {
    const check = await checker.check(readFileSync(new URL(`${version}/json/${name}`, examples)));
    expect(check).toMatchObject({ completed: true, format: "json", kind: `openapi-${version}` });
    expect(check.name).toEqual(expect.any(String));
    const pair = new URL(`${version}/yaml/${name.replace(/\.json$/, ".yaml")}`, examples);
    if (!existsSync(pair)) return;
    const other = await checker.check(readFileSync(pair));
    expect(other).toMatchObject({
      completed: true,
      format: "yaml",
      kind: check.kind,
      name: check.name,
      valid: check.valid,
    });
    const messages = (problems: typeof check.problems): readonly string[] =>
      problems.map(({ message }) => message).toSorted();
    expect(messages(other.problems)).toEqual(messages(check.problems));
  });

  test("every YAML example has its JSON", () => {
    expect(yaml.filter((name) => !json.includes(name.replace(/\.yaml$/, ".json")))).toEqual([]);
  });
});

test("most of the examples are valid, and what is not says why and where", async () => {
  let valid = 0;
  const names = filesBelow("3.0/yaml/", ".yaml");
  for (const name of names) {
    const check = await checker.check(readFileSync(new URL(`3.0/yaml/${name}`, examples)));
    if (check.valid) valid++;
    else expect(check.problems.find(({ severity }) => severity === "error")?.line).toBeGreaterThan(1);
  }
  expect(valid / names.length).toBeGreaterThan(0.9);
});

test.each([
  ["address.schema.json", "json-schema"],
  ["blog.graphql", "graphql"],
  ["books-0.8.raml", "raml-0.8"],
  ["books-1.0.raml", "raml-1.0"],
  ["orders.proto", "protobuf"],
  ["reservations-2.0.wsdl", "wsdl-2.0"],
  ["streetlights-2.yaml", "asyncapi-2"],
  ["streetlights-3.yaml", "asyncapi-3"],
  ["tictactoe-3.2.yaml", "openapi-3.2"],
  ["weather.wsdl", "wsdl-1.1"],
])("%s is valid, with LF, with CRLF and with a byte order mark", async (file, kind) => {
  const text = readFileSync(new URL(file, fixtures), "utf8");
  for (const variant of [text, text.replaceAll("\n", "\r\n"), `\ufeff${text}`]) {
    expect(await checker.check(Buffer.from(variant))).toMatchObject({
      kind,
      valid: true,
      problems: [],
      completed: true,
    });
  }
});

test("an OpenAPI document of 12 MB is checked, to the fault at its end", { timeout: 120_000 }, async () => {
  const paths: Record<string, unknown> = {};
  for (let index = 0; index < 20_000; index++) {
    const schema = { $ref: "#/components/schemas/Thing" };
    const content = { "application/json": { schema } };
    paths[`/things${index}/{id}`] = {
      get: {
        operationId: `readThing${index}`,
        summary: `Reads thing ${index}. ${"It is of some use. ".repeat(8)}`,
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: { 200: { description: "The thing.", content } },
      },
    };
  }
  const components = { schemas: { Thing: { type: "object", propertys: {} } } };
  const text = JSON.stringify(
    { openapi: "3.0.3", info: { title: "Big", version: "1" }, paths, components },
    null,
    1,
  );
  expect(text.length).toBeGreaterThan(12_000_000);
  const check = await checker.check(Buffer.from(text));
  expect(check).toMatchObject({ kind: "openapi-3.0", name: "Big", valid: false, completed: true });
  const line = text.slice(0, text.indexOf('"propertys"')).split("\n").length;
  expect(check.problems).toMatchObject([{ line, column: 5, rule: "struct" }]);
});

test("GraphQL SDL of 1 MB is checked, to the fault at its end", { timeout: 120_000 }, async () => {
  const count = 20_000;
  const types = Array.from(
    { length: count },
    (_, index) => `"Doc of ${index}"\ntype T${index} {\n  id: ID!\n  next: T${(index + 1) % count}\n}`,
  );
  const text = `type Query {\n  first: T0\n}\n${types.join("\n")}\n`;
  expect(text.length).toBeGreaterThan(1_000_000);
  expect(await checker.check(Buffer.from(text))).toMatchObject({
    kind: "graphql",
    valid: true,
    problems: [],
  });
  const check = await checker.check(Buffer.from(`${text}type Last { next: Missing }\n`));
  expect(check).toMatchObject({ valid: false, completed: true });
  expect(check.problems).toMatchObject([
    { line: 4 + count * 5, column: 19, message: 'Unknown type "Missing".' },
  ]);
});
