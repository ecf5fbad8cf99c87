/** The references that a JSON or YAML value makes, wherever they stand in it. */

export interface PlacedReference {
  readonly reference: string;
  /** RFC 6901. */
  readonly pointer: string;
}

interface Waiting {
  readonly value: object;
  readonly pointer: string;
}

/** Each reference once, where it stands first. A value that stands at several places (an alias of YAML) is walked once. */
export function treeReferences(root: unknown): readonly PlacedReference[] {
  const found = new Map<string, PlacedReference>();
  const seen = new Set<object>();
  const waiting: Waiting[] = [];
  const visit = (value: unknown, pointer: string): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    waiting.push({ value, pointer });
  };
  visit(root, "");
  // Grows while it is walked: breadth first, so that the first place is the one nearest to the root.
  for (const next of waiting) {
    for (const placed of referencesOf(next))
      if (!found.has(placed.reference)) found.set(placed.reference, placed);
    for (const [key, child] of Object.entries(next.value)) visit(child, below(next.pointer, key));
  }
  return [...found.values()];
}

function referencesOf({ value, pointer }: Waiting): readonly PlacedReference[] {
  const reference: unknown = Reflect.get(value, "$ref");
  const own = typeof reference === "string" ? [{ reference, pointer: below(pointer, "$ref") }] : [];
  return [...own, ...mappingReferences(Reflect.get(value, "discriminator"), below(pointer, "discriminator"))];
}

/** `discriminator.mapping` of OpenAPI holds names of schemas, or references to them. */
function mappingReferences(discriminator: unknown, pointer: string): readonly PlacedReference[] {
  if (typeof discriminator !== "object" || discriminator === null) return [];
  const mapping: unknown = Reflect.get(discriminator, "mapping");
  if (typeof mapping !== "object" || mapping === null) return [];
  return Object.entries(mapping).flatMap(([key, target]: [string, unknown]) =>
    typeof target === "string" && /\/|\.(?:ya?ml|json)(?:#|$)/i.test(target)
      ? [{ reference: target, pointer: below(below(pointer, "mapping"), key) }]
      : [],
  );
}

function below(pointer: string, key: string): string {
  return `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
