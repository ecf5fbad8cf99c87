/** The check of one document, as a process of its own runs it. Each kind's checker is loaded when its kind first appears. */
import type { FileReference } from "../core/schema/closure/file-reference.ts";
import type { SchemaFiles } from "../core/schema/closure/schema-files.ts";
import { detectSchema } from "../core/schema/detect.ts";
import { RECOGNISED, type SchemaDetection } from "../core/schema/detection.ts";
import { decodeText, isText } from "../core/schema/text.ts";
import type { Problem } from "../core/sync/model.ts";
import { type CheckAnswer, isError, limitProblems, problemOfAll } from "./document-check.ts";

const UNKNOWN: SchemaDetection = { format: null, kind: null, name: null };

/** @param files left out: it stands nowhere, and what it refers to is not read */
export async function checkDocument(content: Uint8Array, files?: SchemaFiles): Promise<CheckAnswer> {
  if (!isText(content))
    return answer(UNKNOWN, { problems: [problemOfAll("not_text", "The document is not text in UTF-8.")] });
  const text = decodeText(content);
  const detection = detectSchema(text);
  return answer(detection, await checkText(text, detection, files));
}

interface TextCheck {
  readonly problems: readonly Problem[];
  /** Left out: it refers to no other file. */
  readonly members?: readonly string[] | null;
}

function answer(detection: SchemaDetection, { problems, members = null }: TextCheck): CheckAnswer {
  return {
    ...detection,
    valid: !problems.some((problem) => isError(problem)),
    problems: limitProblems(problems),
    members,
    completed: true,
  };
}

async function checkText(
  text: string,
  { format, kind }: SchemaDetection,
  files: SchemaFiles | undefined,
): Promise<TextCheck> {
  switch (format) {
    case "json":
    case "yaml":
      return checkTree(text, { format, kind }, files);
    case "graphql":
      return { problems: (await import("./checkers/graphql.ts")).checkGraphql(text) };
    case "raml":
      return kind === null ? unrecognised(text) : checkRamlText(text, kind, files);
    case "xml":
      if (kind === null) return unrecognised(text);
      return { problems: (await import("./checkers/wsdl.ts")).checkWsdl(text) };
    case "proto":
      return {
        problems: (await import("./checkers/protobuf.ts")).checkProtobuf(text, files),
        members: await membersOf(text, "proto", files),
      };
    case null:
      return unrecognised(text);
  }
}

interface TreeDetection {
  readonly format: "json" | "yaml";
  readonly kind: SchemaDetection["kind"];
}

async function checkTree(
  text: string,
  { format, kind }: TreeDetection,
  files: SchemaFiles | undefined,
): Promise<TextCheck> {
  const { readTree } = await import("./document-tree.ts");
  const { tree, problems } = readTree(text, format);
  if (tree === null)
    return { problems: kind === null ? [...problems, ...unrecognised(text).problems] : problems };
  const { ofTree } = await import("./closure/file-references.ts");
  const members = await reachedMembers(ofTree(tree.value, pathOf(files)), "tree", files);
  if (kind === null) return { problems: [...problems, ...unrecognised(text).problems], members };
  const checked =
    kind === "json-schema"
      ? (await import("./checkers/json-schema.ts")).checkJsonSchema(tree, files)
      : await (await import("./checkers/api-description.ts")).checkApiDescription(text, tree, files);
  return { problems: [...problems, ...checked], members };
}

/** RAML is YAML: what is unsafe to walk as such does not reach its parser. */
async function checkRamlText(
  text: string,
  kind: NonNullable<SchemaDetection["kind"]>,
  files: SchemaFiles | undefined,
): Promise<TextCheck> {
  const { readYaml } = await import("./yaml-document.ts");
  const reading = readYaml(text);
  if (reading.kind === "fault") return { problems: [reading.problem] };
  const problems = await (await import("./checkers/raml.ts")).checkRaml(text, kind, files);
  return { problems, members: await membersOf(text, "raml", files) };
}

async function membersOf(
  text: string,
  family: "raml" | "proto",
  files: SchemaFiles | undefined,
): Promise<readonly string[] | null> {
  const { fileReferences } = await import("./closure/file-references.ts");
  return reachedMembers(fileReferences(text, { path: pathOf(files), family }), family, files);
}

async function reachedMembers(
  references: readonly FileReference[],
  family: "tree" | "raml" | "proto",
  files: SchemaFiles | undefined,
): Promise<readonly string[] | null> {
  if (references.length === 0) return null;
  if (files === undefined) return [];
  return (await import("./closure/reached-members.ts")).reachedMembers({ references, family }, files);
}

/** Of a document that stands nowhere: its references are counted, and lead nowhere. */
function pathOf(files: SchemaFiles | undefined): string {
  return files?.path ?? "document";
}

function unrecognised(text: string): TextCheck {
  const what = text.trim() === "" ? "The document is empty" : "The document is not recognised";
  return { problems: [problemOfAll("unrecognised", `${what}. Recognised are ${RECOGNISED}.`)] };
}
