/** A value of a parsed document together with where it stands, and how to get on from it. */
import { type Fields, isFields } from "../fields.ts";

export interface DocumentNode {
  readonly value: unknown;
  /** RFC 6901; "" is the root. */
  readonly pointer: string;
}

export interface ResolvedNode extends DocumentNode {
  /** The pointer that was followed; null where the value stands here itself. */
  readonly reference: string | null;
  /** A reference that leads out of the document, or nowhere; the value is then the reference itself. */
  readonly outside: string | null;
}

function pointerTo(parent: string, key: string | number): string {
  const segment = typeof key === "number" ? String(key) : key.replaceAll("~", "~0").replaceAll("/", "~1");
  return `${parent}/${segment}`;
}

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** Null where the key is not there. */
export function childOf({ value, pointer }: DocumentNode, key: string): DocumentNode | null {
  const fields = fieldsOf(value);
  return Object.hasOwn(fields, key) ? { value: fields[key], pointer: pointerTo(pointer, key) } : null;
}

/** In the document's order; of what is no object, none. */
export function entriesOf(node: DocumentNode | null): readonly (readonly [string, DocumentNode])[] {
  if (node === null) return [];
  return Object.entries(fieldsOf(node.value)).map(
    ([key, value]) => [key, { value, pointer: pointerTo(node.pointer, key) }] as const,
  );
}

export function itemsOf(node: DocumentNode | null): readonly DocumentNode[] {
  if (node === null || !Array.isArray(node.value)) return [];
  return node.value.map((value: unknown, index) => ({ value, pointer: pointerTo(node.pointer, index) }));
}

/** The strings of a list; of what is no list, none. */
export function textsOf(node: DocumentNode | null): readonly string[] {
  return itemsOf(node).flatMap(({ value }) => (typeof value === "string" ? value : []));
}

/** A string below the node; null where there is none. */
export function textAt(node: DocumentNode | null, key: string): string | null {
  const value = node === null ? null : fieldsOf(node.value)[key];
  return typeof value === "string" ? value : null;
}

export function isTrueAt(node: DocumentNode | null, key: string): boolean {
  return node !== null && fieldsOf(node.value)[key] === true;
}

/** References to references: more than any document has. */
const MAX_HOPS = 50;

/** Follows references within a document; nothing else is ever read. */
export class ReferenceResolver {
  readonly root: DocumentNode;
  readonly #known = new Map<string, DocumentNode | null>();

  constructor(root: unknown) {
    this.root = { value: root, pointer: "" };
  }

  resolve(node: DocumentNode): ResolvedNode {
    let found = node;
    let reference: string | null = null;
    for (let hops = 0; hops < MAX_HOPS; hops++) {
      const target = referenceIn(found.value);
      if (target === null) return { ...found, reference, outside: null };
      const next = this.#find(target);
      if (next === null) return { ...found, reference: null, outside: target };
      reference = next.pointer;
      found = next;
    }
    return { ...node, reference: null, outside: referenceIn(node.value) };
  }

  #find(target: string): DocumentNode | null {
    const known = this.#known.get(target);
    if (known !== undefined) return known;
    const found = target === "#" || target.startsWith("#/") ? this.#walk(target.slice(1)) : null;
    this.#known.set(target, found);
    return found;
  }

  #walk(pointer: string): DocumentNode | null {
    let found: DocumentNode | null = this.root;
    for (const segment of pointer.split("/").slice(1)) {
      if (found === null) return null;
      found = stepInto(found, unescapeSegment(segment));
    }
    return found;
  }
}

function referenceIn(value: unknown): string | null {
  const reference = fieldsOf(value)["$ref"];
  return typeof reference === "string" ? reference : null;
}

function stepInto(node: DocumentNode, segment: string): DocumentNode | null {
  if (!Array.isArray(node.value)) return childOf(node, segment);
  const index = /^\d{1,9}$/.test(segment) ? Number(segment) : -1;
  return itemsOf(node)[index] ?? null;
}

function unescapeSegment(segment: string): string {
  const plain = segment.replaceAll("~1", "/").replaceAll("~0", "~");
  if (!plain.includes("%")) return plain;
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
