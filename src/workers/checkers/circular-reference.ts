/** Finds a reference that leads back to itself without ever reaching a value; such a document cannot be walked. */
import type { DocumentTree } from "../document-tree.ts";
import { segmentsOf } from "../locate-pointers.ts";

/** Longer chains are taken for circles. */
const MAX_HOPS = 100;

/** The JSON pointer of the first reference found, or null. */
export function findCircularReference(tree: DocumentTree): string | null {
  const waiting: { readonly value: unknown; readonly pointer: string }[] = [
    { value: tree.value, pointer: "" },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, pointer } = next;
    if (typeof value !== "object" || value === null) continue;
    if (isCircular(value, tree.value)) return pointer;
    for (const [key, child] of Object.entries(value)) {
      waiting.push({
        value: child,
        pointer: `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
      });
    }
  }
  return null;
}

function isCircular(node: object, root: unknown): boolean {
  let value: unknown = node;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const target = targetOf(value);
    if (target === null) return false;
    value = valueAt(root, target);
  }
  return true;
}

function targetOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  const target: unknown = Reflect.get(value, "$ref");
  return typeof target === "string" && target.startsWith("#/") ? target.slice(1) : null;
}

function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const key of segmentsOf(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return null;
    value = Reflect.get(value, key);
  }
  return value;
}
