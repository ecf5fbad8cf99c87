/**
 * References that lead nowhere. Redocly's own rule takes one to another file for an error; here other files are never read,
 * so such a reference is said, as a warning, and no more.
 */
import type { Oas3Visitor } from "@redocly/openapi-core";

/** The part that the visitors of all specifications have in common. */
export type ReferenceVisitor = Pick<Oas3Visitor, "ref">;

export function referenceRule(): ReferenceVisitor {
  return {
    ref: {
      leave(node, context, resolved) {
        if (resolved.node !== undefined) return;
        const { location } = context;
        if (node.$ref.startsWith("#")) {
          const message = `Nothing in the document is at \`${node.$ref}\`.`;
          context.report({ location, message, ruleId: "unresolved-reference" });
          return;
        }
        const message = `The external reference \`${node.$ref}\` is not read; what it leads to is not checked.`;
        context.report({ location, message, ruleId: "external-reference", forceSeverity: "warn" });
      },
    },
  };
}
