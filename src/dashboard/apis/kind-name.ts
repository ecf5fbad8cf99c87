const NAMES: readonly (readonly [begins: string, name: string])[] = [
  ["openapi", "OpenAPI"],
  ["asyncapi", "AsyncAPI"],
  ["swagger", "Swagger"],
  ["graphql", "GraphQL"],
  ["json-schema", "JSON Schema"],
  ["protobuf", "Protocol Buffers"],
  ["raml", "RAML"],
  ["wsdl", "WSDL"],
];

/** `openapi-3.1` is OpenAPI 3.1. */
export function kindName(kind: string | null): string {
  if (kind === null) return "no known kind";
  const found = NAMES.find(([begins]) => kind.startsWith(begins));
  if (found === undefined) return kind;
  const [begins, name] = found;
  return `${name} ${kind.slice(begins.length).replace(/^-/, "")}`.trim();
}
