/** What a person is told of a reference to another file, where it leads to nothing. */
import { describeOutside, quoted, type Resolved } from "../../core/schema/closure/resolve-reference.ts";
import { describeFault, type SchemaFiles } from "../../core/schema/closure/schema-files.ts";
import type { Problem } from "../../core/sync/model.ts";

type Described = Pick<Problem, "message" | "severity" | "rule">;

export function describeReference(
  reference: string,
  resolved: Resolved,
  files: SchemaFiles | undefined,
): Described {
  if (files === undefined || resolved.kind === "same") return notRead(reference);
  if (resolved.kind === "outside") return external(describeOutside(reference, resolved.why));
  const { path, fragment } = resolved;
  if (files.members.has(path) || path === files.path) {
    const message =
      fragment === "" ? `\`${path}\` cannot be read.` : `Nothing in \`${path}\` is at \`#${fragment}\`.`;
    return { message, severity: "error", rule: "unresolved-reference" };
  }
  const fault = files.faults.get(path);
  const message = describeFault(path, fault);
  return fault === undefined || fault === "too_large"
    ? external(message)
    : { message, severity: "error", rule: "missing-file" };
}

function notRead(reference: string): Described {
  return external(
    `The external reference ${quoted(reference)} is not read; what it leads to is not checked.`,
  );
}

function external(message: string): Described {
  return { message, severity: "warning", rule: "external-reference" };
}
