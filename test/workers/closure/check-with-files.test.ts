import { afterAll, describe, expect, test } from "vitest";
import { DocumentChecker } from "../../../src/workers/check-documents.ts";
import { readReferences } from "../../../src/workers/closure/closure-work.ts";
import { reachedMembers } from "../../../src/workers/closure/reached-members.ts";
import { schemaFiles } from "../../support/schema-files.ts";

const checker = new DocumentChecker({ timeoutMs: 120_000 });
afterAll(() => checker.close());

const ROOT = [
  "openapi: 3.1.0",
  'info: {title: T, version: "1"}',
  "paths:",
  "  /pets:",
  "    $ref: paths/pets.yaml",
  "components:",
  "  schemas:",
  "    Pet: {$ref: './schemas/Pet.json'}",
  "",
].join("\n");
const PETS = [
  "get:",
  "  responses:",
  '    "200":',
  "      description: ok",
  "      content:",
  "        application/json:",
  "          schema: {$ref: '../schemas/Pet.json'}",
  "",
].join("\n");
const PET = '{"type": "object", "properties": {"owner": {"$ref": "Owner.yaml#/Owner"}}}';
const OWNER = "Owner:\n  type: object\n  properties:\n    pet: {$ref: Pet.json}\n";
const FILES = { "api/paths/pets.yaml": PETS, "api/schemas/Pet.json": PET, "api/schemas/Owner.yaml": OWNER };

const importing = (text: string) => schemaFiles("proto/shop/a.proto", { "proto/acme/common.proto": text });

const check = (text: string, files: ReturnType<typeof schemaFiles>) =>
  checker.check(Buffer.from(text), files);

describe("OpenAPI over several files", () => {
  test("is valid where every reference leads to something, in circles too", async () => {
    const found = await check(ROOT, schemaFiles("api/openapi.yaml", FILES));
    expect(found).toMatchObject({ kind: "openapi-3.1", valid: true, problems: [], completed: true });
    expect(found.members).toEqual(Object.keys(FILES));
  });

  test("a problem in another file names that file, with the place in it", async () => {
    const pets = PETS.replace("description: ok", "descriptoin: ok");
    const found = await check(
      ROOT,
      schemaFiles("api/openapi.yaml", { ...FILES, "api/paths/pets.yaml": pets }),
    );
    expect(found.valid).toBe(false);
    expect(found.problems).toContainEqual(
      expect.objectContaining({ path: "api/paths/pets.yaml", line: 4, column: 7, rule: "struct" }),
    );
    expect(found.problems.every((problem) => problem.path === "api/paths/pets.yaml")).toBe(true);
  });

  test("a file that does not parse is told at its own line", async () => {
    const found = await check(
      ROOT,
      schemaFiles("api/openapi.yaml", { ...FILES, "api/schemas/Pet.json": '{"type":\n "object",' }),
    );
    expect(found.valid).toBe(false);
    expect(found.problems).toContainEqual(
      expect.objectContaining({ path: "api/schemas/Pet.json", line: 2, rule: "syntax" }),
    );
  });

  test.each([
    ["absent", "There is no file `api/schemas/Pet.json` in the repository."],
    [
      "symlink",
      "`api/schemas/Pet.json` is a symbolic link, which is not followed: refer to the file itself.",
    ],
    ["submodule", "`api/schemas/Pet.json` is a submodule, whose files are not read."],
    ["path_taken", "`api/schemas/Pet.json` is a directory: refer to a file in it."],
    ["not_text", "`api/schemas/Pet.json` is not text in UTF-8."],
  ] as const)("%s: an error at the reference, wherever that stands", async (fault, message) => {
    const files = schemaFiles(
      "api/openapi.yaml",
      { "api/paths/pets.yaml": PETS },
      { "api/schemas/Pet.json": fault },
    );
    const found = await check(ROOT, files);
    expect(found.valid).toBe(false);
    expect(found.problems).toEqual([
      { line: 8, column: 10, severity: "error", message, rule: "missing-file" },
      { path: "api/paths/pets.yaml", line: 7, column: 19, severity: "error", message, rule: "missing-file" },
    ]);
  });

  test("a file beyond the limits is a warning, and what is nowhere in a file an error", async () => {
    const files = schemaFiles(
      "api/openapi.yaml",
      { "api/schemas/Pet.json": PET, "api/schemas/Owner.yaml": "Other: {}\n" },
      { "api/paths/pets.yaml": "too_large" },
    );
    const found = await check(ROOT, files);
    expect(found.problems).toMatchObject([
      { line: 5, severity: "warning", rule: "external-reference" },
      {
        path: "api/schemas/Pet.json",
        severity: "error",
        rule: "unresolved-reference",
        message: "Nothing in `api/schemas/Owner.yaml` is at `#/Owner`.",
      },
    ]);
  });

  test.each([
    "http://127.0.0.1:9/a.yaml",
    "file:///etc/passwd",
    "/etc/passwd",
    "../../../../../../etc/passwd",
    "//127.0.0.1/a.yaml",
  ])("%s is named and never read", async (reference) => {
    const text = ROOT.replace("./schemas/Pet.json", reference).replace("    $ref: paths/pets.yaml", "    {}");
    const found = await check(text, schemaFiles("api/openapi.yaml", {}));
    expect(found).toMatchObject({ valid: true, members: null });
    expect(found.problems).toMatchObject([{ line: 8, severity: "warning", rule: "external-reference" }]);
    expect(found.problems[0]?.message).toContain(reference);
  });

  test("references between files that never reach a value end, and are said", async () => {
    const text = ROOT.replace("./schemas/Pet.json", "a.yaml").replace("    $ref: paths/pets.yaml", "    {}");
    const files = schemaFiles("openapi.yaml", { "a.yaml": "$ref: b.yaml\n", "b.yaml": "$ref: a.yaml\n" });
    const found = await check(text, files);
    expect(found).toMatchObject({ valid: false, completed: true, members: ["a.yaml", "b.yaml"] });
  });

  test("an alias bomb in another file is refused there", async () => {
    const bomb = ["a0: &a0 [1,1,1,1,1,1,1,1,1,1]"];
    for (let index = 1; index < 12; index += 1)
      bomb.push(`a${index}: &a${index} [${Array.from({ length: 10 }, () => `*a${index - 1}`).join(",")}]`);
    const text = ROOT.replace("./schemas/Pet.json", "b.yaml#/a11").replace(
      "    $ref: paths/pets.yaml",
      "    {}",
    );
    const found = await check(text, schemaFiles("openapi.yaml", { "b.yaml": bomb.join("\n") }));
    expect(found.problems).toContainEqual(expect.objectContaining({ path: "b.yaml", rule: "aliases" }));
  });

  test("10,000 references to files that nobody has come to an end", async () => {
    const schemas = Array.from({ length: 10_000 }, (_none, n) => `    S${n}: {$ref: f${n}.yaml}`);
    const text = `openapi: 3.1.0\ninfo: {title: T, version: "1"}\ncomponents:\n  schemas:\n${schemas.join("\n")}\n`;
    const found = await check(text, schemaFiles("openapi.yaml", {}));
    expect(found).toMatchObject({ completed: true, members: [] });
    expect(found.problems).toHaveLength(200);
  });
});

test("AsyncAPI: the message of another file is checked", async () => {
  const root =
    "asyncapi: 3.0.0\ninfo: {title: T, version: '1'}\nchannels:\n  a:\n    messages:\n      m: {$ref: m.yaml}\n";
  const found = await check(
    root,
    schemaFiles("asyncapi.yaml", { "m.yaml": "payload: {type: object}\nx: 1\n" }),
  );
  expect(found.problems).toMatchObject([{ path: "m.yaml", line: 2, rule: "struct" }]);
});

describe("JSON Schema over several files", () => {
  const root =
    '{"$schema": "https://json-schema.org/draft/2020-12/schema",\n "$ref": "defs/a.json#/$defs/A"}';

  test("is valid where every reference leads to something", async () => {
    const files = schemaFiles("s/root.json", {
      "s/defs/a.json": '{"$defs": {"A": {"$ref": "../root.json"}}}',
    });
    expect(await check(root, files)).toMatchObject({ valid: true, problems: [], members: ["s/defs/a.json"] });
  });

  test("tells what is wrong in another file, there", async () => {
    const files = schemaFiles("s/root.json", { "s/defs/a.json": '{"$defs": {"A":\n {"type": "strng"}}}' });
    const found = await check(root, files);
    expect(found).toMatchObject({ valid: false });
    expect(found.problems.map(({ path, line }) => `${path}:${line}`)).toContain("s/defs/a.json:2");
  });

  test("tells of a file that is missing, and of a part that is", async () => {
    const missing = await check(root, schemaFiles("s/root.json", {}, { "s/defs/a.json": "absent" }));
    expect(missing.problems).toMatchObject([{ line: 2, severity: "error", rule: "missing-file" }]);
    const part = await check(root, schemaFiles("s/root.json", { "s/defs/a.json": "{}" }));
    expect(part.problems).toMatchObject([{ line: 2, severity: "error", rule: "unresolved-reference" }]);
  });
});

describe("RAML over several files", () => {
  const root = [
    "#%RAML 1.0",
    "title: T",
    "uses:",
    "  lib: ../libs/lib.raml",
    "types:",
    "  A: !include types/a.raml",
    "/x:",
    "  get:",
    "    responses:",
    "      200:",
    "        body:",
    "          application/json:",
    "            type: lib.L",
    "",
  ].join("\n");
  const files = {
    "libs/lib.raml": "#%RAML 1.0 Library\ntypes:\n  L:\n    type: string\n",
    "api/types/a.raml": "#%RAML 1.0 DataType\ntype: object\n",
  };

  test("is valid where every file is there", async () => {
    const found = await check(root, schemaFiles("api/a.raml", files));
    expect(found).toMatchObject({ valid: true, problems: [] });
    expect(found.members?.toSorted()).toEqual(Object.keys(files).toSorted());
  });

  test("tells what is wrong in another file, there", async () => {
    const lib = files["libs/lib.raml"].replace("string", "strinx");
    const found = await check(root, schemaFiles("api/a.raml", { ...files, "libs/lib.raml": lib }));
    expect(found.problems).toContainEqual(
      expect.objectContaining({ path: "libs/lib.raml", line: 4, severity: "error" }),
    );
  });

  test("tells of a file that is missing, once, at its line", async () => {
    const found = await check(
      root,
      schemaFiles(
        "api/a.raml",
        { "libs/lib.raml": files["libs/lib.raml"] },
        { "api/types/a.raml": "absent" },
      ),
    );
    expect(found.problems).toMatchObject([
      {
        line: 6,
        severity: "error",
        rule: "missing-file",
        message: "There is no file `api/types/a.raml` in the repository.",
      },
    ]);
  });
});

describe("protobuf over several files", () => {
  const root = 'syntax = "proto3";\nimport "acme/common.proto";\nmessage A { acme.Money price = 1; }\n';
  const common = 'syntax = "proto3";\npackage acme;\nmessage Money { int64 units = 1; }\n';

  test("knows the types of what it imports, sought from the directories above", async () => {
    const files = schemaFiles("proto/shop/a.proto", { "proto/acme/common.proto": common });
    expect(await check(root, files)).toMatchObject({
      valid: true,
      problems: [],
      members: ["proto/acme/common.proto"],
    });
  });

  test("tells of a type that none of them has, and of a fault in another file", async () => {
    const unknown = await check(root, importing(common.replace("Money", "Coin")));
    expect(unknown.problems).toMatchObject([{ line: 3, severity: "error", rule: "unknown-type" }]);
    const broken = await check(root, importing(`${common}message {`));
    expect(broken.problems).toMatchObject([{ path: "proto/acme/common.proto", line: 4, rule: "syntax" }]);
  });

  test("tells of an import that is nowhere", async () => {
    const absent = { "proto/shop/acme/common.proto": "absent", "proto/acme/common.proto": "absent" } as const;
    const found = await check(
      root,
      schemaFiles("proto/shop/a.proto", {}, { ...absent, "acme/common.proto": "absent" }),
    );
    expect(found.problems).toMatchObject([{ line: 2, severity: "error", rule: "missing-file" }]);
    const unread = await check(root, schemaFiles("proto/shop/a.proto", {}, absent));
    expect(unread.problems).toMatchObject([{ line: 2, severity: "warning", rule: "external-reference" }]);
  });
});

test("a document by itself says whether it refers to files, and is checked as ever", async () => {
  const found = await checker.check(Buffer.from(ROOT));
  expect(found).toMatchObject({ valid: true, members: [] });
  expect(found.problems).toMatchObject([{ severity: "warning" }, { severity: "warning" }]);
  const plain = await checker.check(
    Buffer.from('openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {}\n'),
  );
  expect(plain.members).toBeNull();
});

test.each([
  ["YAML", "a: {$ref: b.yaml}\n", "b.yaml"],
  ["JSON", '{"a": {"$ref": "b.yaml"}}', "b.yaml"],
])("%s of no kind that is known refers to files like any other", async (_name, text, member) => {
  const files = schemaFiles("api/a.yaml", { [`api/${member}`]: "type: object\n" });
  const found = await check(text, files);
  expect(found).toMatchObject({ kind: null, valid: false, members: [`api/${member}`] });
  const read = readReferences({ files: [{ path: files.path, content: Buffer.from(text) }], family: null });
  if (read.kind !== "read") throw new Error("not read");
  const [references = []] = read.references;
  expect(found.members).toEqual(reachedMembers({ references, family: read.family }, files));
});
