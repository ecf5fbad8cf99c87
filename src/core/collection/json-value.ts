/**
 * JSON as it was written. `JSON.parse` would lose what a backup must keep: numbers (`1.0`, `1e400`, 20 digits), the order of
 * keys that look like integers, keys written twice, and a key named `__proto__`. Here an object is a list of members, so no key
 * means anything to the language.
 */
export type JsonValue = string | boolean | null | JsonNumber | JsonArray | JsonObject;

/** A number as its source text. */
interface JsonNumber {
  readonly kind: "number";
  readonly text: string;
}

export interface JsonArray {
  readonly kind: "array";
  readonly items: readonly JsonValue[];
}

export interface JsonObject {
  readonly kind: "object";
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly key: string;
  readonly value: JsonValue;
}

/** Far beyond any collection (folders in folders), far below where recursion overflows. */
export const MAX_DEPTH = 512;

/** Bounds the memory that a body can take: a collection of 25 MB has about one million. */
export const MAX_VALUES = 2_000_000;

/** The value of a key; the last one where the key is written twice, as every JSON reader takes it. */
export function memberOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (!isObject(value)) return undefined;
  return value.members.findLast((member) => member.key === key)?.value;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value?.kind === "object";
}

export function isArray(value: JsonValue | undefined): value is JsonArray {
  return typeof value === "object" && value?.kind === "array";
}
