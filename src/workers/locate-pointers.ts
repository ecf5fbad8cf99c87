/**
 * Finds where JSON pointers stand, all in one walk over the text: the libraries' own way is quadratic in the keys of a map.
 */
import type { TreeVisitor } from "../core/schema/tree-visitor.ts";

export interface PointerWish {
  /** RFC 6901; "" is the root. */
  readonly pointer: string;
  /** Where the key stands, instead of its value. */
  readonly onKey: boolean;
}

/** The offset that a walk reports for a value that the text leaves out. */
export const NO_PLACE = -1;

/** A tree of the segments that are asked for. */
interface WishNode {
  readonly children: Map<string, WishNode>;
  keyOffset: number | null;
  valueOffset: number | null;
}

/** An offset for each wish, in the same order. */
export function locatePointers(
  wishes: readonly PointerWish[],
  walk: (visitor: TreeVisitor) => void,
): readonly number[] {
  if (wishes.length === 0) return [];
  const root = newNode();
  for (const { pointer } of wishes) addWish(root, segmentsOf(pointer));
  walk(new Locator(root));
  return wishes.map((wish) => offsetOf(root, wish));
}

function newNode(): WishNode {
  return { children: new Map(), keyOffset: null, valueOffset: null };
}

function addWish(root: WishNode, segments: readonly string[]): void {
  let node = root;
  for (const segment of segments) {
    const child = node.children.get(segment) ?? newNode();
    node.children.set(segment, child);
    node = child;
  }
}

/** The nearest parent's where a value is not there: a field that is missing is missing in its parent. */
function offsetOf(root: WishNode, { pointer, onKey }: PointerWish): number {
  let found = root;
  let isWhole = true;
  for (const segment of segmentsOf(pointer)) {
    const child = found.children.get(segment);
    if (child === undefined || child.valueOffset === null) {
      isWhole = false;
      break;
    }
    found = child;
  }
  const offset = onKey && isWhole ? (found.keyOffset ?? found.valueOffset) : found.valueOffset;
  return offset ?? 0;
}

/** The keys of a pointer, unescaped. */
export function segmentsOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

interface OpenContainer {
  readonly node: WishNode | null;
  readonly kind: "map" | "list";
  /** In a list: of the item that comes next. */
  index: number;
  /** In a map: of the value that comes next. */
  next: WishNode | null;
}

class Locator implements TreeVisitor {
  readonly #root: WishNode;
  readonly #open: OpenContainer[] = [];

  constructor(root: WishNode) {
    this.#root = root;
  }

  open(kind: "map" | "list", offset: number): void {
    this.#open.push({ node: this.#enter(offset), kind, index: 0, next: null });
  }

  close(): void {
    this.#open.pop();
  }

  key(name: string, offset: number): void {
    const container = this.#open.at(-1);
    if (container === undefined) return;
    container.next = container.node?.children.get(name) ?? null;
    if (container.next !== null) container.next.keyOffset = offset;
  }

  scalar(start: number): void {
    this.#enter(start);
  }

  isDone(): boolean {
    return false;
  }

  /** The wish that this value is, where it is one. */
  #enter(offset: number): WishNode | null {
    const node = this.#nodeOfValue();
    // A value that is left out stands where its key is.
    if (node !== null) node.valueOffset = offset === NO_PLACE ? node.keyOffset : offset;
    return node;
  }

  #nodeOfValue(): WishNode | null {
    const container = this.#open.at(-1);
    if (container === undefined) return this.#root;
    if (container.kind === "map") return container.next;
    return container.node?.children.get(String(container.index++)) ?? null;
  }
}
