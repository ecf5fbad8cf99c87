/** What a text is found to be, by its content alone: names of files say nothing here. */

export type SchemaKind =
  | "openapi-2.0"
  | "openapi-3.0"
  | "openapi-3.1"
  | "openapi-3.2"
  | "asyncapi-2"
  | "asyncapi-3"
  | "graphql"
  | "raml-0.8"
  | "raml-1.0"
  | "wsdl-1.1"
  | "wsdl-2.0"
  | "protobuf"
  | "json-schema";

export type SchemaFormat = "json" | "yaml" | "graphql" | "raml" | "xml" | "proto";

export interface SchemaDetection {
  /** Null where the text has no form that is known here. */
  readonly format: SchemaFormat | null;
  /** Null where the form is known but the document is not a schema that is known here. */
  readonly kind: SchemaKind | null;
  /** The title that the document gives itself, for naming an API; null where it has none. */
  readonly name: string | null;
}

/** For messages: what is recognised, in words. */
export const RECOGNISED =
  "OpenAPI 2.0 to 3.2, AsyncAPI 2 and 3, GraphQL SDL, RAML 0.8 and 1.0, WSDL, protobuf and JSON Schema";
