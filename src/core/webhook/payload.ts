/** Reading single fields of a payload that nobody has checked: a value of another type is null, never an error. */
import { type Fields, isFields } from "../fields.ts";

export type Payload = Fields;

/** The value at the path of own members; undefined where there is none. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (!isFields(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}

/** GitHub's ids: whole numbers above zero. */
export function positiveInteger(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : null;
}

/** A string with something in it, of a length that names have. */
export function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" && value.length <= 1024 ? value : null;
}
