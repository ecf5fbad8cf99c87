import type { SchemaKind } from "../detection.ts";

/** Whether one file can be made of such a schema and all that it refers to. */
export function isBundled(kind: string | null): kind is SchemaKind {
  return kind !== null && /^(?:openapi-|asyncapi-|json-schema$)/.test(kind);
}
