/** The references to other files that a text makes, read as what its schema is made of: trees, RAML or protobuf. */
import { type Event, EVENT_ID, getScalarValue } from "js-yaml";
import {
  type FileReference,
  importReference,
  includeReference,
  uriReference,
} from "../../core/schema/closure/file-reference.ts";
import type { ReferenceFamily } from "../../core/schema/closure/closure-reader.ts";
import { protoImports } from "../../core/schema/closure/proto-imports.ts";
import { treeReferences } from "../../core/schema/closure/tree-references.ts";
import { detectSchema } from "../../core/schema/detect.ts";
import type { SchemaFormat } from "../../core/schema/detection.ts";
import { decodeText, isText } from "../../core/schema/text.ts";
import type { TreeVisitor } from "../../core/schema/tree-visitor.ts";
import { readTree } from "../document-tree.ts";
import { walkYaml } from "../walk-yaml.ts";
import { readYaml } from "../yaml-document.ts";

function familyOf(format: SchemaFormat | null): ReferenceFamily {
  if (format === "json" || format === "yaml") return "tree";
  return format === "raml" || format === "proto" ? format : "none";
}

/** Of a file by itself: what it is, is told by its content. */
export function familyOfText(text: string): ReferenceFamily {
  return familyOf(detectSchema(text).format);
}

export function readFileReferences(
  content: Uint8Array,
  { path, family }: { readonly path: string; readonly family: ReferenceFamily },
): readonly FileReference[] {
  if (family === "none" || !isText(content)) return [];
  return fileReferences(decodeText(content), { path, family });
}

export function fileReferences(
  text: string,
  { path, family }: { readonly path: string; readonly family: ReferenceFamily },
): readonly FileReference[] {
  switch (family) {
    case "tree":
      return ofTree(readTree(text, formatOfTree(text)).tree?.value, path);
    case "raml":
      return formatOfTree(text) === "json"
        ? ofTree(readTree(text, "json").tree?.value, path)
        : present(ramlNames(text).map((name) => includeReference(path, name)));
    case "proto":
      return present(protoImports(text).map(({ name }) => importReference(path, name)));
    case "none":
      return [];
  }
}

export function ofTree(value: unknown, path: string): readonly FileReference[] {
  return present(treeReferences(value).map(({ reference }) => uriReference(path, reference)));
}

/** A part of a schema may be anything that JSON or YAML can write. */
export function formatOfTree(text: string): "json" | "yaml" {
  return detectSchema(text).format === "json" ? "json" : "yaml";
}

function present(references: readonly (FileReference | null)[]): readonly FileReference[] {
  const found = references.filter((reference) => reference !== null);
  return [...new Map(found.map((reference) => [reference.reference, reference])).values()];
}

/** `!include` wherever it stands, and the libraries under `uses` of the root. */
function ramlNames(text: string): readonly string[] {
  const reading = readYaml(text);
  if (reading.kind === "fault") return [];
  const libraries = new LibraryFinder();
  walkYaml(text, reading.events, libraries);
  const starts = new Set(libraries.starts);
  return reading.events.flatMap((event) => {
    if (event.type !== EVENT_ID.SCALAR) return [];
    const isLibrary = starts.has(event.valueStart);
    return isLibrary || isInclude(text, event) ? [getScalarValue(text, event).trim()] : [];
  });
}

function isInclude(text: string, event: Extract<Event, { type: typeof EVENT_ID.SCALAR }>): boolean {
  return event.tagStart !== -1 && text.slice(event.tagStart, event.tagEnd) === "!include";
}

/** Where the values of the map `uses` at the root begin. */
class LibraryFinder implements TreeVisitor {
  readonly starts: number[] = [];
  #depth = 0;
  #key = "";

  open(): void {
    this.#depth += 1;
  }

  close(): void {
    this.#depth -= 1;
  }

  key(name: string): void {
    if (this.#depth === 1) this.#key = name;
  }

  scalar(start: number): void {
    if (this.#depth === 2 && this.#key === "uses") this.starts.push(start);
  }

  isDone(): boolean {
    return false;
  }
}
