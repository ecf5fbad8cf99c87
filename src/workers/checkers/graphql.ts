/** GraphQL SDL: syntax, then the specification's rules for definitions, then the schema that they make. */
import {
  buildASTSchema,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  KnownDirectivesRule,
  parse,
  PossibleTypeExtensionsRule,
  validateSchema,
} from "graphql";
import { specifiedSDLRules } from "graphql/validation/specifiedRules.js";
import { validateSDL } from "graphql/validation/validate.js";
import type { Problem } from "../../core/sync/model.ts";

type SdlRule = (typeof specifiedSDLRules)[number];

/** Looking up the place of an error reads the text from its start, so their number is bounded before it happens. */
const MAX_ERRORS = 200;

/**
 * A subgraph of a federation uses directives and extends types that the whole graph defines: what is unknown there is a
 * warning.
 */
const RULES_OF_THE_WHOLE: ReadonlySet<SdlRule> = new Set<SdlRule>([
  KnownDirectivesRule,
  PossibleTypeExtensionsRule,
]);

export function checkGraphql(text: string): readonly Problem[] {
  const document = parseSdl(text);
  if (document instanceof GraphQLError) return [problemOf(document, "error", "syntax")];
  const own = specifiedSDLRules.filter((rule) => !RULES_OF_THE_WHOLE.has(rule));
  const warnings = errorsOf(document, [...RULES_OF_THE_WHOLE]).map((error) =>
    problemOf(error, "warning", "definition"),
  );
  const errors = errorsOf(document, own).map((error) => problemOf(error, "error", "definition"));
  return errors.length > 0 ? [...errors, ...warnings] : [...schemaProblems(document), ...warnings];
}

function parseSdl(text: string): DocumentNode | GraphQLError {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    if (error instanceof RangeError) return new GraphQLError("The document is nested too deeply to be read.");
    throw error;
  }
}

function errorsOf(document: DocumentNode, rules: readonly SdlRule[]): readonly GraphQLError[] {
  const errors: GraphQLError[] = [];
  const enough = new Error("enough errors");
  /** Stands before the rules and takes their reports. */
  const bound: SdlRule = (context) => {
    context.reportError = (error) => {
      if (errors.push(error) >= MAX_ERRORS) throw enough;
    };
    return {};
  };
  try {
    validateSDL(document, undefined, [bound, ...rules]);
  } catch (error) {
    if (error !== enough) throw error;
  }
  return errors;
}

function schemaProblems(document: DocumentNode): readonly Problem[] {
  const schema = buildASTSchema(document, { assumeValidSDL: true });
  const found = validateSchema(schema).map((error) => problemOf(error, "error", "schema"));
  return found.map((problem) =>
    isOnlyQueryMissing(problem, schema, found.length) ? { ...problem, severity: "warning" } : problem,
  );
}

/** A file of shared types has no root: said, but no fault of the file. */
function isOnlyQueryMissing(problem: Problem, schema: GraphQLSchema, count: number): boolean {
  const isPlaceless = problem.line === 1 && problem.column === 1;
  return count === 1 && isPlaceless && schema.getQueryType() === undefined;
}

function problemOf(error: GraphQLError, severity: Problem["severity"], rule: string): Problem {
  const place = error.locations?.[0];
  return { line: place?.line ?? 1, column: place?.column ?? 1, severity, message: error.message, rule };
}
