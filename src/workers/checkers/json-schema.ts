/** JSON Schema against its dialect's own schema, with the files that it refers to, and where its references lead. */
import { Ajv } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import draft6 from "ajv/dist/refs/json-schema-draft-06.json" with { type: "json" };
import type { SchemaFiles } from "../../core/schema/closure/schema-files.ts";
import type { Problem } from "../../core/sync/model.ts";
import { readMembers, unresolvedReferences } from "../closure/member-trees.ts";
import type { DocumentTree } from "../document-tree.ts";

const OPTIONS = { allErrors: false, strict: false, logger: false, validateFormats: false } as const;

/** @param files left out: it stands by itself, and no reference to another file is followed */
export function checkJsonSchema(tree: DocumentTree, files?: SchemaFiles): readonly Problem[] {
  const own = checkAgainstDialect(tree, null);
  if (files === undefined) return own;
  const { trees, problems } = readMembers(tree, files);
  const dialect = dialectOf(tree.value);
  const ofMembers = [...trees].flatMap(([path, member]) =>
    checkAgainstDialect(member, dialect).map((problem) => ({ ...problem, path })),
  );
  return [...own, ...problems, ...ofMembers, ...unresolvedReferences(tree, files, trees)];
}

function dialectOf(schema: unknown): string | null {
  if (typeof schema !== "object" || schema === null) return null;
  const dialect: unknown = Reflect.get(schema, "$schema");
  return typeof dialect === "string" ? dialect : null;
}

/** @param inherited of the schema that refers to this one: counts where this one names none */
function checkAgainstDialect(tree: DocumentTree, inherited: string | null): readonly Problem[] {
  const schema = tree.value;
  if (typeof schema !== "object" || schema === null) return [];
  const dialect = dialectOf(schema) ?? inherited;
  const checker = checkerOf(dialect);
  if (checker === null) return [unknownDialect(tree, String(dialect))];
  checker.ajv.validate(checker.metaschema, schema);
  const errors = checker.ajv.errors ?? [];
  const positions = tree.locate(errors.map((error) => ({ pointer: error.instancePath, onKey: false })));
  return errors.map((error, index) => ({
    ...(positions[index] ?? { line: 1, column: 1 }),
    severity: "error",
    message: `${error.instancePath === "" ? "The schema" : `\`${error.instancePath}\``} ${error.message ?? "is not valid"}.`,
    rule: error.keyword,
  }));
}

interface DialectChecker {
  readonly ajv: Ajv | Ajv2019 | Ajv2020;
  /** The key of the dialect's schema. */
  readonly metaschema: string;
}

function checkerOf(dialect: string | null): DialectChecker | null {
  const name = /json-schema\.org\/(draft[-/][\w-]+)\/schema/.exec(dialect ?? "")?.[1];
  switch (dialect === null ? "draft/2020-12" : (name ?? "")) {
    case "draft/2020-12":
      return { ajv: new Ajv2020(OPTIONS), metaschema: "https://json-schema.org/draft/2020-12/schema" };
    case "draft/2019-09":
      return { ajv: new Ajv2019(OPTIONS), metaschema: "https://json-schema.org/draft/2019-09/schema" };
    case "draft-07":
      return { ajv: new Ajv(OPTIONS), metaschema: "http://json-schema.org/draft-07/schema" };
    case "draft-06":
      return {
        ajv: new Ajv(OPTIONS).addMetaSchema(draft6),
        metaschema: "http://json-schema.org/draft-06/schema",
      };
    default:
      return null;
  }
}

function unknownDialect(tree: DocumentTree, dialect: string): Problem {
  const [position = { line: 1, column: 1 }] = tree.locate([{ pointer: "/$schema", onKey: false }]);
  const message = `The dialect "${dialect}" is not checked; draft-06, draft-07, 2019-09 and 2020-12 are.`;
  return { ...position, severity: "warning", message, rule: "dialect" };
}
