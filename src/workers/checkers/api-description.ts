/** OpenAPI 2.0 to 3.2 and AsyncAPI 2 and 3, by Redocly's rules for what the specifications demand. */
import { createConfig, lintDocument, type NormalizedProblem, Source } from "@redocly/openapi-core";
import type { SchemaFiles } from "../../core/schema/closure/schema-files.ts";
import type { Problem } from "../../core/sync/model.ts";
import { MemberResolver, pathOfSource, sourceName } from "../closure/member-resolver.ts";
import type { DocumentTree } from "../document-tree.ts";
import { findCircularReference } from "./circular-reference.ts";
import { referenceRule } from "./reference-rule.ts";

const MAX_LOCATED = 1000;

export async function checkApiDescription(
  text: string,
  tree: DocumentTree,
  files?: SchemaFiles,
): Promise<readonly Problem[]> {
  const unreadable = unreadableVersion(tree);
  if (unreadable !== null) return [unreadable];
  const references = referenceRule(files);
  const rules = {
    oas2: { references },
    oas3: { references },
    async2: { references },
    async3: { references },
  };
  const resolver = new MemberResolver(files);
  const config = await createConfig(
    {
      extends: ["spec"],
      rules: { "no-unresolved-refs": "off", "spec-ref-siblings": "warn", "lockstep/references": "error" },
      plugins: [{ id: "lockstep", rules }],
    },
    { externalRefResolver: resolver },
  );
  const path = files?.path ?? "document";
  const document = { source: new Source(sourceName(path), text), parsed: tree.value };
  const trees = resolver.trees;
  try {
    const found = await lintDocument({ document, config, externalRefResolver: resolver });
    return [...located(found, { path, tree, trees }), ...resolver.problems];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [unwalkable(tree, error)];
  }
}

/** Redocly gives up on the whole document where a reference leads in a circle, and where a key hides a method of objects. */
function unwalkable(tree: DocumentTree, error: Error): Problem {
  const circular = findCircularReference(tree);
  const [position = { line: 1, column: 1 }] = tree.locate([{ pointer: circular ?? "", onKey: true }]);
  const message =
    circular === null
      ? `The document cannot be checked: ${error.message}.`
      : "The reference leads back to itself.";
  return {
    ...position,
    severity: "error",
    message,
    rule: circular === null ? "unreadable" : "circular-reference",
  };
}

interface Trees {
  /** Of the document itself. */
  readonly path: string;
  readonly tree: DocumentTree;
  /** Of the files that it refers to. */
  readonly trees: ReadonlyMap<string, DocumentTree>;
}

/** Errors first: only so many are located, and fewer are kept. */
function located(found: readonly NormalizedProblem[], trees: Trees): readonly Problem[] {
  const kept = found
    .toSorted((one, other) => Number(one.severity === "warn") - Number(other.severity === "warn"))
    .slice(0, MAX_LOCATED);
  const byFile = Map.groupBy(kept, ({ location: [at] }) => pathOfSource(at?.source.absoluteRef ?? ""));
  return [...byFile].flatMap(([path, problems]) => locatedIn(path, problems, trees));
}

function locatedIn(
  path: string,
  problems: readonly NormalizedProblem[],
  { path: own, tree, trees }: Trees,
): readonly Problem[] {
  const wishes = problems.map(({ location: [at] }) => ({
    pointer: (at?.pointer ?? "#/").replace(/^#\/?/, "/").replace(/^\/$/, ""),
    onKey: at?.reportOnKey === true,
  }));
  const member = path === own ? undefined : trees.get(path);
  const positions = (member ?? tree).locate(wishes);
  return problems.map((problem, index) => ({
    ...(member !== undefined && { path }),
    line: positions[index]?.line ?? 1,
    column: positions[index]?.column ?? 1,
    severity: problem.severity === "warn" ? "warning" : "error",
    message: problem.message,
    rule: problem.ruleId.replace(/^lockstep\//, ""),
  }));
}

const VERSION_FIELDS = [
  { key: "swagger", form: /^2\.0$/, example: "2.0" },
  { key: "openapi", form: /^3\.[012]\./, example: "3.1.0" },
  { key: "asyncapi", form: /^[23]\./, example: "3.0.0" },
] as const;

/** Versions that a reader can guess but no tool may: `swagger: 2.0` is a number in YAML, and `3.1` is not a version. */
function unreadableVersion(tree: DocumentTree): Problem | null {
  const root = tree.value;
  if (typeof root !== "object" || root === null) return null;
  const field = VERSION_FIELDS.find(({ key }) => Object.hasOwn(root, key));
  if (field === undefined) return null;
  const version: unknown = Reflect.get(root, field.key);
  if (typeof version === "string" && field.form.test(version)) return null;
  const [position = { line: 1, column: 1 }] = tree.locate([{ pointer: `/${field.key}`, onKey: false }]);
  return {
    ...position,
    severity: "error",
    message: `\`${field.key}\` must be a version in quotes, such as "${field.example}".`,
    rule: "version",
  };
}
