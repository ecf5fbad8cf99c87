/**
 * What a schema demands as a whole: its own keywords and those of its `allOf`, which hold together. Members of a union that only
 * say "or null" are read as what they mean.
 */
import type { Fields } from "../../fields.ts";
import { equalValues } from "../equal-values.ts";
import type { ComparisonRun } from "../comparison-run.ts";
import {
  childOf,
  type DocumentNode,
  fieldsOf,
  itemsOf,
  type ReferenceResolver,
  type ResolvedNode,
} from "../document-node.ts";

/** A schema object whose keywords hold beside those of the other layers. */
export type Layer = DocumentNode;

export interface Shape {
  /** The schema's own place. */
  readonly pointer: string;
  readonly layers: readonly Layer[];
  /** `false`: no value is allowed. */
  readonly isNever: boolean;
  /** References that lead out of the document. */
  readonly outside: readonly string[];
  /** By a union with `{"type": "null"}`. */
  readonly isNullByUnion: boolean;
}

interface Reading {
  readonly layers: Layer[];
  readonly outside: string[];
  isNever: boolean;
  isNullByUnion: boolean;
}

/** @param apart members of `allOf` that are compared by themselves */
export function shapeOf(
  run: ComparisonRun,
  resolver: ReferenceResolver,
  { node, apart }: { readonly node: DocumentNode; readonly apart: ReadonlySet<string> },
): Shape {
  const reading: Reading = { layers: [], outside: [], isNever: false, isNullByUnion: false };
  const waiting: DocumentNode[] = [node];
  const seen = new Set<string>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!run.spend()) break;
    const resolved = resolver.resolve(next);
    if (resolved.outside !== null) reading.outside.push(resolved.outside);
    else if (resolved.value === false) reading.isNever = true;
    else if (!seen.has(resolved.pointer)) {
      seen.add(resolved.pointer);
      waiting.push(...addLayer(reading, resolver, { layer: resolved, apart }));
    }
    const beside = siblingsOf(next, resolved);
    if (beside !== null && !seen.has(`${next.pointer} beside`)) {
      seen.add(`${next.pointer} beside`);
      waiting.push(...addLayer(reading, resolver, { layer: beside, apart }));
    }
  }
  return { pointer: node.pointer, ...reading };
}

/** Since OpenAPI 3.1 keywords beside a reference hold too. Words about the reference are none. */
function siblingsOf(node: DocumentNode, resolved: ResolvedNode): Layer | null {
  if (resolved.reference === null && resolved.outside === null) return null;
  const { $ref: _reference, ...rest } = fieldsOf(node.value);
  const says = Object.keys(rest).some((key) => !ABOUT.has(key) && !key.startsWith("x-"));
  return says ? { value: rest, pointer: node.pointer } : null;
}

const ABOUT: ReadonlySet<string> = new Set([
  "title",
  "summary",
  "description",
  "example",
  "examples",
  "externalDocs",
  "xml",
  "deprecated",
  "readOnly",
  "writeOnly",
]);

interface Added {
  readonly layer: DocumentNode;
  readonly apart: ReadonlySet<string>;
}

/** Answers the members of `allOf` that hold too. */
function addLayer(
  reading: Reading,
  resolver: ReferenceResolver,
  { layer, apart }: Added,
): readonly DocumentNode[] {
  const members = itemsOf(childOf(layer, "allOf")).filter(({ value }) => !apart.has(refOf(value)));
  const union = unionOrNull(resolver, layer);
  if (union === null) {
    reading.layers.push(layer);
    return members;
  }
  reading.isNullByUnion = true;
  const rest = { ...fieldsOf(layer.value) };
  delete rest["oneOf"];
  delete rest["anyOf"];
  reading.layers.push({ value: { ...rest, ...union.kept }, pointer: layer.pointer });
  return [...members, ...union.members];
}

export function refOf(value: unknown): string {
  const reference = fieldsOf(value)["$ref"];
  return typeof reference === "string" ? reference : "";
}

interface UnionOrNull {
  /** The one member that is left: its keywords hold as the schema's own. */
  readonly members: readonly DocumentNode[];
  /** The union of those that are left. */
  readonly kept: Fields;
}

function unionOrNull(resolver: ReferenceResolver, layer: DocumentNode): UnionOrNull | null {
  for (const keyword of ["oneOf", "anyOf"]) {
    const members = itemsOf(childOf(layer, keyword));
    const left = members.filter((member) => !equalValues(resolver.resolve(member).value, { type: "null" }));
    if (left.length === members.length || left.length === 0) continue;
    if (left.length === 1) return { members: left, kept: {} };
    return { members: [], kept: { [keyword]: left.map(({ value }) => value) } };
  }
  return null;
}

/** The first layer that has the keyword says what it is. */
export function keywordOf({ layers }: Shape, keyword: string): DocumentNode | null {
  for (const layer of layers) {
    const found = childOf(layer, keyword);
    if (found !== null) return found;
  }
  return null;
}

/** Of all layers. */
export function keywordsOf({ layers }: Shape, keyword: string): readonly DocumentNode[] {
  return layers.flatMap((layer) => childOf(layer, keyword) ?? []);
}

/** Where a keyword stands, or would stand. */
export function placeOf(shape: Shape, keyword: string): string {
  return keywordOf(shape, keyword)?.pointer ?? shape.layers[0]?.pointer ?? shape.pointer;
}
