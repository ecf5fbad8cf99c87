/**
 * References that lead nowhere. Redocly's own rule takes one to another file for an error; here files are read where the document's
 * repository has them, and what is never read is said, as a warning, and no more.
 */
import type { Oas3Visitor } from "@redocly/openapi-core";
import { resolveReference } from "../../core/schema/closure/resolve-reference.ts";
import type { SchemaFiles } from "../../core/schema/closure/schema-files.ts";
import { pathOfSource } from "../closure/member-resolver.ts";
import { describeReference } from "../closure/describe-reference.ts";

/** The part that the visitors of all specifications have in common. */
export type ReferenceVisitor = Pick<Oas3Visitor, "ref">;

/** @param files undefined: no other file is read */
export function referenceRule(files: SchemaFiles | undefined): () => ReferenceVisitor {
  return () => ({
    ref: {
      leave(node, context, resolved) {
        if (resolved.node !== undefined) return;
        const { location } = context;
        const from = pathOfSource(location.source.absoluteRef);
        if (node.$ref.startsWith("#")) {
          const message = `Nothing in the document is at \`${node.$ref}\`.`;
          context.report({ location, message, ruleId: "unresolved-reference" });
          return;
        }
        const { message, severity, rule } = describeReference(
          node.$ref,
          resolveReference(from, node.$ref),
          files,
        );
        context.report({
          location,
          message,
          ruleId: rule,
          forceSeverity: severity === "error" ? "error" : "warn",
        });
      },
    },
  });
}
