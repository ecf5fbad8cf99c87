/** RAML 0.8 and 1.0 by AMF, with nothing to read but the text and the files that are given with it. */
import amf from "amf-client-js";
import type { MemberFault } from "../../core/schema/closure/reach.ts";
import { describeFault, type SchemaFiles } from "../../core/schema/closure/schema-files.ts";
import type { SchemaKind } from "../../core/schema/detection.ts";
import { decodeText } from "../../core/schema/text.ts";
import type { Problem } from "../../core/sync/model.ts";

const UNRESOLVED = "http://a.ml/vocabularies/amf/core#unresolved-reference";

/** Only what AMF takes for one: no such host is ever asked. */
const BASE = "http://repository/";

export async function checkRaml(
  text: string,
  kind: SchemaKind,
  files: SchemaFiles = { path: "document.raml", members: new Map(), faults: new Map() },
): Promise<readonly Problem[]> {
  const refused: Refused = { known: new Map(), hasOthers: false };
  const root = addressOf(files.path);
  const loader = amf.ResourceLoaderFactory.create({
    accepts: () => true,
    fetch(resource) {
      const path = pathOf(resource);
      const content = resource === root ? text : contentOf(files, path);
      if (content !== null) return Promise.resolve(new amf.Content(content, resource));
      return Promise.reject(new amf.ResourceNotFound(refuse(refused, path, files.faults.get(path))));
    },
  });
  const configuration = kind === "raml-0.8" ? amf.RAMLConfiguration.RAML08() : amf.RAMLConfiguration.RAML10();
  const client = configuration.withResourceLoaders([loader]).baseUnitClient();
  const parsed = await client.parse(root);
  // What a document says is checked once it is known to be readable.
  const validated = parsed.conforms ? await client.validate(parsed.baseUnit) : null;
  const results = [...parsed.results, ...(validated?.results ?? [])];
  return withRefused(
    results.map((result) => problemOf(result, root)),
    refused,
  );
}

function addressOf(path: string): string {
  return BASE + path.split("/").map(encodeURIComponent).join("/");
}

function pathOf(resource: string): string {
  try {
    return decodeURIComponent(resource.slice(BASE.length));
  } catch {
    return "";
  }
}

function contentOf(files: SchemaFiles, path: string): string | null {
  const content = files.members.get(path);
  return content === undefined ? null : decodeText(content);
}

interface Refused {
  /** What is told of a file that is certainly not there: its problem's words. */
  readonly known: Map<string, MemberFault>;
  /** Others were not read, so what comes from them is not known. */
  hasOthers: boolean;
}

/** @returns what AMF says of it then */
function refuse(refused: Refused, path: string, fault: MemberFault | undefined): string {
  const message = describeFault(path, fault);
  if (fault === undefined || fault === "too_large") refused.hasOthers = true;
  else refused.known.set(message, fault);
  return message;
}

/**
 * Of a file that is missing, AMF tells twice in one line: what was told it, and that a name is unknown. Names that come from a file
 * that is not read are unknown too: each line of these is one warning.
 */
function withRefused(problems: readonly Problem[], { known, hasOthers }: Refused): readonly Problem[] {
  const missing = problems.filter(({ message }) => known.has(message));
  const told = new Set(missing.map(placeOf));
  const rest = problems.filter((problem) => !isUnresolved(problem));
  const unresolved = problems.filter((problem) => isUnresolved(problem) && !told.has(placeOf(problem)));
  const asTold = missing.map((problem) => ({ ...problem, rule: "missing-file" }));
  if (!hasOthers) return [...rest, ...asTold, ...unresolved];
  const warnings = new Map(unresolved.map((problem) => [placeOf(problem), unread(problem)]));
  return [...rest, ...asTold, ...warnings.values()];
}

function placeOf({ path = "", line }: Problem): string {
  return `${line} ${path}`;
}

function unread(problem: Problem): Problem {
  return {
    ...problem,
    severity: "warning",
    message: "Other files are not read; what comes from them is not checked.",
    rule: "external-reference",
  };
}

function isUnresolved(problem: Problem): boolean {
  return problem.rule === "unresolved-reference";
}

function problemOf(result: amf.AMFValidationResult, root: string): Problem {
  const location: unknown = result.location;
  const isElsewhere = typeof location === "string" && location.startsWith(BASE) && location !== root;
  return {
    ...(isElsewhere && { path: pathOf(location) }),
    line: Math.max(result.position.start.line, 1),
    column: result.position.start.column + 1,
    severity: result.severityLevel === "Violation" ? "error" : "warning",
    message: result.message,
    rule:
      result.validationId === UNRESOLVED
        ? "unresolved-reference"
        : (result.validationId.split("#").at(-1) ?? "raml"),
  };
}
