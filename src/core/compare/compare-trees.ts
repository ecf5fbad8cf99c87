/** Two parsed documents of one kind, compared as that kind is. Recursive: for values that are known to be nested in bounds. */
import { compareAsyncapi } from "./asyncapi/compare-asyncapi.ts";
import type { Comparison, Pair } from "./change.ts";
import { compareCollections, isCollection } from "./collection/compare-collections.ts";
import { compareJsonSchema } from "./json-schema/compare-json-schema.ts";
import { compareOpenapi } from "./openapi/compare-openapi.ts";

/** Null for what has no changes that are named here. */
export function compareTrees(
  kind: string | null,
  roots: Pair<unknown>,
  maxSteps?: number,
): Comparison | null {
  if (kind?.startsWith("openapi-") === true) return compareOpenapi(roots, maxSteps);
  if (kind?.startsWith("asyncapi-") === true) return compareAsyncapi(roots, maxSteps);
  if (kind === "json-schema") return compareJsonSchema(roots, maxSteps);
  return kind === null && isCollection(roots.from) && isCollection(roots.to)
    ? compareCollections(roots)
    : null;
}
