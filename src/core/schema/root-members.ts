/** The members at the root of a JSON or YAML document that tell what it is. */
import type { SchemaKind } from "./detection.ts";
import { scanJson, stringValue } from "./scan-json.ts";
import type { TreeVisitor } from "./tree-visitor.ts";

/** Scalars as text; containers only as such. */
export type RootValue = { readonly scalar: string } | "map" | "list";

export interface RootMembers {
  readonly members: ReadonlyMap<string, RootValue>;
  /** `title` below `info`. */
  readonly infoTitle: string | null;
}

const TELLING = [
  "openapi",
  "swagger",
  "asyncapi",
  "$schema",
  "type",
  "title",
  "properties",
  "items",
  "$defs",
  "definitions",
];
export const TELLING_KEYS: ReadonlySet<string> = new Set(TELLING);

/** Reads JSON up to the first fault, and no further than to a version and a title. */
export function readJsonRoot(text: string): RootMembers {
  const reader = new JsonRootReader(text);
  scanJson(text, reader);
  return { members: reader.members, infoTitle: reader.infoTitle };
}

class JsonRootReader implements TreeVisitor {
  readonly members = new Map<string, RootValue>();
  infoTitle: string | null = null;
  readonly #text: string;
  #depth = 0;
  #rootKey = "";
  #key = "";

  constructor(text: string) {
    this.#text = text;
  }

  open(kind: "map" | "list"): void {
    if (this.#depth === 1) this.#keep(kind);
    this.#depth++;
  }

  close(): void {
    this.#depth--;
  }

  key(name: string): void {
    this.#key = name;
    if (this.#depth === 1) this.#rootKey = name;
  }

  scalar(start: number, end: number): void {
    if (this.#depth === 1) this.#keep({ scalar: this.#valueAt(start, end) });
    if (this.#depth === 2 && this.#rootKey === "info" && this.#key === "title") {
      this.infoTitle = this.#valueAt(start, end);
    }
  }

  isDone(): boolean {
    return this.infoTitle !== null && ["openapi", "swagger", "asyncapi"].some((key) => this.members.has(key));
  }

  #keep(value: RootValue): void {
    if (TELLING_KEYS.has(this.#rootKey)) this.members.set(this.#rootKey, value);
  }

  #valueAt(start: number, end: number): string {
    return this.#text.charAt(start) === '"'
      ? stringValue(this.#text, start, end)
      : this.#text.slice(start, end);
  }
}

/** The kind that a root shows; an OpenAPI or AsyncAPI version that is not known is no kind at all. */
export function kindOfRoot({ members }: RootMembers): SchemaKind | null {
  const versionOf = (key: string): string | null => {
    const value = members.get(key);
    return typeof value === "object" ? value.scalar : null;
  };
  if (members.has("openapi")) return openApiKind(versionOf("openapi"));
  if (members.has("swagger")) return /^2(?:\.0)?$/.test(versionOf("swagger") ?? "") ? "openapi-2.0" : null;
  if (members.has("asyncapi")) return asyncApiKind(versionOf("asyncapi"));
  return isJsonSchema(members) ? "json-schema" : null;
}

const OPENAPI_3: ReadonlyMap<string, SchemaKind> = new Map([
  ["3.0", "openapi-3.0"],
  ["3.1", "openapi-3.1"],
  ["3.2", "openapi-3.2"],
]);

function openApiKind(version: string | null): SchemaKind | null {
  const minor = /^(3\.\d+)(?:\.|$)/.exec(version ?? "")?.[1];
  return OPENAPI_3.get(minor ?? "") ?? null;
}

function asyncApiKind(version: string | null): SchemaKind | null {
  const major = /^([23])(?:\.|$)/.exec(version ?? "")?.[1];
  if (major === undefined) return null;
  return major === "2" ? "asyncapi-2" : "asyncapi-3";
}

const JSON_SCHEMA_DIALECT = /^https?:\/\/json-schema\.org\//;
const JSON_TYPES = new Set(["object", "array", "string", "number", "integer", "boolean", "null"]);

/** By its dialect; a document that names none must look like a schema: a type of JSON beside what only schemas have. */
function isJsonSchema(members: ReadonlyMap<string, RootValue>): boolean {
  const dialect = members.get("$schema");
  if (dialect !== undefined) return typeof dialect === "object" && JSON_SCHEMA_DIALECT.test(dialect.scalar);
  const type = members.get("type");
  const isTyped = typeof type === "object" && JSON_TYPES.has(type.scalar);
  return (
    isTyped &&
    ["properties", "items", "$defs", "definitions"].some((key) => typeof members.get(key) === "string")
  );
}

export function nameOfRoot(root: RootMembers): string | null {
  const title = root.members.get("title");
  return root.infoTitle ?? (typeof title === "object" ? title.scalar : null);
}
