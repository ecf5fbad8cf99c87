const EXTENSIONS: readonly (readonly [begins: string, extension: string])[] = [
  ["graphql", "graphql"],
  ["protobuf", "proto"],
  ["raml", "raml"],
  ["wsdl", "wsdl"],
];

/** What a schema's file is called where nobody says otherwise. */
export function fileFor(api: string, kind: string | null): string {
  const extension = EXTENSIONS.find(([begins]) => kind?.startsWith(begins) === true)?.[1] ?? "yaml";
  return `api/${api}.${extension}`;
}
