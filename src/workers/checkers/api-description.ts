/** OpenAPI 2.0 to 3.2 and AsyncAPI 2 and 3, by Redocly's rules for what the specifications demand. */
import {
  BaseResolver,
  createConfig,
  lintDocument,
  type NormalizedProblem,
  ResolveError,
  Source,
} from "@redocly/openapi-core";
import type { Problem } from "../../core/sync/model.ts";
import type { DocumentTree } from "../document-tree.ts";
import { findCircularReference } from "./circular-reference.ts";
import { referenceRule } from "./reference-rule.ts";

/** Redocly's own resolver reads files and addresses that a document names; this one knows the document alone. */
class ClosedResolver extends BaseResolver {
  override loadExternalRef(): Promise<Source> {
    return Promise.reject(new ResolveError(new Error("external reference not checked")));
  }
}

const MAX_LOCATED = 1000;

export async function checkApiDescription(text: string, tree: DocumentTree): Promise<readonly Problem[]> {
  const unreadable = unreadableVersion(tree);
  if (unreadable !== null) return [unreadable];
  const rules = {
    oas2: { references: referenceRule },
    oas3: { references: referenceRule },
    async2: { references: referenceRule },
    async3: { references: referenceRule },
  };
  const config = await createConfig(
    {
      extends: ["spec"],
      rules: { "no-unresolved-refs": "off", "spec-ref-siblings": "warn", "lockstep/references": "error" },
      plugins: [{ id: "lockstep", rules }],
    },
    { externalRefResolver: new ClosedResolver() },
  );
  const document = { source: new Source("/document", text), parsed: tree.value };
  try {
    return located(await lintDocument({ document, config, externalRefResolver: new ClosedResolver() }), tree);
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

/** Errors first: only so many are located, and fewer are kept. */
function located(found: readonly NormalizedProblem[], tree: DocumentTree): readonly Problem[] {
  const kept = found
    .toSorted((one, other) => Number(one.severity === "warn") - Number(other.severity === "warn"))
    .slice(0, MAX_LOCATED);
  const wishes = kept.map(({ location: [at] }) => ({
    pointer: (at?.pointer ?? "#/").replace(/^#\/?/, "/").replace(/^\/$/, ""),
    onKey: at?.reportOnKey === true,
  }));
  const positions = tree.locate(wishes);
  return kept.map((problem, index) => ({
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
