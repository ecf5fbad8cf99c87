import { expect, test } from "vitest";
import { readEntries } from "../../../src/core/repository-config/entries.ts";
import type { SchemaValue } from "../../../src/core/repository-config/config-schema.ts";
import { type MatchedName, matchNames } from "../../../src/core/repository-config/match-names.ts";
import type { Pattern } from "../../../src/core/repository-config/pattern.ts";
import { expandEntries, type Expansion, type Unlisted } from "../../../src/core/repository-config/expand.ts";

const HERE = { line: 1, column: 1 };

interface Repository {
  readonly branches?: readonly string[];
  readonly files?: Readonly<Record<string, readonly string[] | Unlisted>>;
}

function matching(
  of: "branches" | "files",
  pattern: Pattern,
  names: readonly string[],
): readonly MatchedName[] {
  return matchNames({ of, patterns: [pattern], names })[0] ?? [];
}

function expand(schemas: readonly SchemaValue[], { branches = [], files = {} }: Repository = {}): Expansion {
  const reading = readEntries({ version: 1, schemas }, (pointer) => {
    const [, , index = "0"] = pointer.split("/");
    return { ...HERE, line: Number(index) + 1 };
  });
  if (reading.kind === "wrong") throw new Error(JSON.stringify(reading.errors));
  return expandEntries(reading.config.entries, {
    defaultBranch: "main",
    branchesOf: (pattern) => matching("branches", pattern, branches),
    filesOf: (branch, pattern) => {
      const known = files[branch] ?? [];
      return typeof known === "string" ? known : matching("files", pattern, known);
    },
  });
}

function shown(expansion: Expansion): readonly string[] {
  if (expansion.kind === "wrong") return expansion.errors.map(({ line, message }) => `${line}: ${message}`);
  return expansion.links.map(({ document, branch, path }) =>
    document.kind === "schema" ? `${document.api} ${document.version} ${branch} ${path}` : document.uid,
  );
}

test("an entry without a star is one link, on the default branch unless it names one", () => {
  expect(
    shown(
      expand([
        { api: "a", file: "a.yaml" },
        { api: "b", version: "2", file: "b.yaml", branch: "next" },
      ]),
    ),
  ).toEqual(["a 1.0 main a.yaml", "b 2 next b.yaml"]);
});

test("braces stand for themselves where there is no star", () => {
  expect(shown(expand([{ api: "a", version: "{1}", file: "a.yaml" }]))).toEqual(["a {1} main a.yaml"]);
});

test("each `{1}` is what its own pattern's star stands for, where both are patterns", () => {
  const files = { "release/1": ["apis/pets/x.yaml", "apis/users/x.yaml"], "release/2": ["apis/pets/x.yaml"] };
  const entry = { api: "{1}", version: "{1}", file: "apis/*/x.yaml", branch: "release/*" };
  expect(shown(expand([entry], { branches: ["release/1", "main", "release/2"], files }))).toEqual([
    "pets 1 release/1 apis/pets/x.yaml",
    "users 1 release/1 apis/users/x.yaml",
    "pets 2 release/2 apis/pets/x.yaml",
  ]);
  expect(shown(expand([{ ...entry, version: "{1}-{2}" }], { branches: ["release/2"], files }))).toEqual([
    "pets 2-pets release/2 apis/pets/x.yaml",
  ]);
});

test("what a star stands for becomes an address and a name that can stand in one", () => {
  const files = { main: ["apis/Über Uns/v1.yaml"] };
  expect(shown(expand([{ api: "{1}", version: "{2}", file: "apis/*/*.yaml" }], { files }))).toEqual([
    "über-uns v1 main apis/Über Uns/v1.yaml",
  ]);
  const deep = { api: "a", version: "{1}", file: "a.yaml", branch: "release/**" };
  expect(shown(expand([deep], { branches: ["release/1/hotfix"] }))).toEqual([
    "a 1-hotfix release/1/hotfix a.yaml",
  ]);
});

test("a pattern matches no file that may not be bound by its name", () => {
  const files = { main: [".github/openapi.yaml", "a/openapi.yaml", ".git/openapi.yaml"] };
  expect(shown(expand([{ api: "{1}", file: "**/openapi.yaml" }], { files }))).toEqual([
    "a 1.0 main a/openapi.yaml",
  ]);
});

test.each([
  [[{ api: "A", file: "a.yaml" }], ['1: "A" is no address of an API']],
  [[{ api: "a b", file: "a.yaml" }], ['1: "a b" is no address of an API']],
  [[{ api: "a", version: "1/2", file: "a.yaml" }], ['1: "1/2" is no name of a version']],
  [[{ api: "a", version: "..", file: "a.yaml" }], ['1: ".." is no name of a version']],
  [
    [
      { api: "a", file: "a.yaml" },
      { api: "a", version: "1.0", file: "b.yaml" },
    ],
    ["2: Version 1.0 of the API a is bound in line 1 already."],
  ],
  [
    [
      { api: "a", file: "a.yaml" },
      { api: "b", file: "A.YAML", branch: "main" },
    ],
    ["2: A.YAML on main is bound in line 1 already."],
  ],
] as const)("%j cannot be", (schemas, errors) => {
  const found = shown(expand(schemas));
  expect(found).toHaveLength(errors.length);
  for (const [index, error] of errors.entries()) expect(found[index]).toContain(error);
});

test("two patterns of one match are told at the second", () => {
  const files = { main: ["a/x.yaml"] };
  const entries = [
    { api: "{1}", file: "*/x.yaml" },
    { api: "other", file: "a/*.yaml" },
  ];
  expect(shown(expand(entries, { files }))).toEqual(["2: a/x.yaml on main is bound in line 1 already."]);
});

test("where GitHub does not list all files, no pattern is followed", () => {
  expect(shown(expand([{ api: "{1}", file: "*/x.yaml" }], { files: { main: "too_large" } }))).toEqual([
    expect.stringMatching(/^1: GitHub does not list all files/),
  ]);
});

test("a pattern that matches thousands on each of many branches is too wide, however many these are", () => {
  const many = Array.from({ length: 2001 }, (_none, at) => `${at}/x.yaml`);
  const branches = Array.from({ length: 100 }, (_none, at) => `release/${at}`);
  const files = Object.fromEntries(branches.map((branch) => [branch, many]));
  const entry = { api: "a{1}", version: "{1}", file: "*/x.yaml", branch: "release/*" };
  expect(shown(expand([entry], { branches, files }))).toEqual([
    expect.stringMatching(/^1: .*more than 2000 links/),
  ]);
});

test("patterns that cannot be followed in time are told at the entry", () => {
  expect(shown(expand([{ api: "{1}", file: "*/x.yaml" }], { files: { main: "effort" } }))).toEqual([
    expect.stringMatching(/^1: The patterns take too long/),
  ]);
});

test("a pattern that leads to more links than one file may have is too wide", () => {
  const files = { main: Array.from({ length: 2001 }, (_none, at) => `${at}/x.yaml`) };
  expect(shown(expand([{ api: "a{1}", file: "*/x.yaml" }], { files }))).toEqual([
    expect.stringMatching(/^1: .*more than 2000 links/),
  ]);
});
