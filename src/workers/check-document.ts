/** The check of one document, as the worker thread runs it. Each kind's checker is loaded when its kind first appears. */
import { detectSchema } from "../core/schema/detect.ts";
import { RECOGNISED, type SchemaDetection } from "../core/schema/detection.ts";
import { decodeText, isText } from "../core/schema/text.ts";
import type { Problem } from "../core/sync/model.ts";
import { type CheckAnswer, isError, limitProblems, problemOfAll } from "./document-check.ts";

const UNKNOWN: SchemaDetection = { format: null, kind: null, name: null };

export async function checkDocument(content: Uint8Array): Promise<CheckAnswer> {
  if (!isText(content))
    return answer(UNKNOWN, [problemOfAll("not_text", "The document is not text in UTF-8.")]);
  const text = decodeText(content);
  const detection = detectSchema(text);
  return answer(detection, await problemsOf(text, detection));
}

function answer(detection: SchemaDetection, found: readonly Problem[]): CheckAnswer {
  return {
    ...detection,
    valid: !found.some((problem) => isError(problem)),
    problems: limitProblems(found),
    completed: true,
  };
}

async function problemsOf(text: string, { format, kind }: SchemaDetection): Promise<readonly Problem[]> {
  switch (format) {
    case "json":
    case "yaml":
      return checkTree(text, format, kind);
    case "graphql":
      return (await import("./checkers/graphql.ts")).checkGraphql(text);
    case "raml":
      return kind === null ? [unrecognised(text)] : checkRamlText(text, kind);
    case "xml":
      return kind === null ? [unrecognised(text)] : (await import("./checkers/wsdl.ts")).checkWsdl(text);
    case "proto":
      return (await import("./checkers/protobuf.ts")).checkProtobuf(text);
    case null:
      return [unrecognised(text)];
  }
}

async function checkTree(
  text: string,
  format: "json" | "yaml",
  kind: SchemaDetection["kind"],
): Promise<readonly Problem[]> {
  const { readTree } = await import("./document-tree.ts");
  const { tree, problems } = readTree(text, format);
  if (kind === null) return [...problems, unrecognised(text)];
  if (tree === null) return problems;
  const checked =
    kind === "json-schema"
      ? (await import("./checkers/json-schema.ts")).checkJsonSchema(tree)
      : await (await import("./checkers/api-description.ts")).checkApiDescription(text, tree);
  return [...problems, ...checked];
}

/** RAML is YAML: what is unsafe to walk as such does not reach its parser. */
async function checkRamlText(
  text: string,
  kind: NonNullable<SchemaDetection["kind"]>,
): Promise<readonly Problem[]> {
  const { readYaml } = await import("./yaml-document.ts");
  const reading = readYaml(text);
  if (reading.kind === "fault") return [reading.problem];
  return (await import("./checkers/raml.ts")).checkRaml(text, kind);
}

function unrecognised(text: string): Problem {
  const what = text.trim() === "" ? "The document is empty" : "The document is not recognised";
  return problemOfAll("unrecognised", `${what}. Recognised are ${RECOGNISED}.`);
}
