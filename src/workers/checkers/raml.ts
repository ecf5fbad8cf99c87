/** RAML 0.8 and 1.0 by AMF, with nothing to read but the text itself. */
import amf from "amf-client-js";
import type { SchemaKind } from "../../core/schema/detection.ts";
import type { Problem } from "../../core/sync/model.ts";

const UNRESOLVED = "http://a.ml/vocabularies/amf/core#unresolved-reference";

export async function checkRaml(text: string, kind: SchemaKind): Promise<readonly Problem[]> {
  const refused: string[] = [];
  const loader = amf.ResourceLoaderFactory.create({
    accepts: () => true,
    fetch(resource) {
      refused.push(resource);
      return Promise.reject(new amf.ResourceNotFound("external reference not read"));
    },
  });
  const configuration = kind === "raml-0.8" ? amf.RAMLConfiguration.RAML08() : amf.RAMLConfiguration.RAML10();
  const client = configuration.withResourceLoaders([loader]).baseUnitClient();
  const parsed = await client.parseContent(text);
  // What a document says is checked once it is known to be readable.
  const validated = parsed.conforms ? await client.validate(parsed.baseUnit) : null;
  const problems = [...parsed.results, ...(validated?.results ?? [])].map((result) => problemOf(result));
  return refused.length === 0 ? problems : withExternalReferences(problems);
}

/** Names that come from a file that is not read are unknown too: each line of these is one warning. */
function withExternalReferences(problems: readonly Problem[]): readonly Problem[] {
  const lines = new Map(problems.filter(isUnresolved).map((problem) => [problem.line, problem]));
  const warnings = [...lines.values()].map((problem): Problem => ({
    ...problem,
    severity: "warning",
    message: "Other files are not read; what comes from them is not checked.",
    rule: "external-reference",
  }));
  return [...problems.filter((problem) => !isUnresolved(problem)), ...warnings];
}

function isUnresolved(problem: Problem): boolean {
  return problem.rule === "unresolved-reference";
}

function problemOf(result: amf.AMFValidationResult): Problem {
  return {
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
