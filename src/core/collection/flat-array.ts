import { isArray, type JsonArray, type JsonValue } from "./json-value.ts";

/**
 * A list on one line (`["a", 1]`), or null where it does not fit the room or holds what formatters put on lines of their own: an
 * object with members, or several lists of several items. Gives up as soon as the room is used up, so nesting costs nothing.
 */
export function flatArray(array: JsonArray, room: number, quote: (text: string) => string): string | null {
  if (array.items.length > 1 && array.items.every((item) => isArray(item) && item.items.length > 1))
    return null;
  let flat = "[";
  for (const [index, item] of array.items.entries()) {
    if (index > 0) flat += ", ";
    const text = flatValue(item, room - flat.length - 1, quote);
    if (text === null || flat.length + text.length + 1 > room) return null;
    flat += text;
  }
  return flat.length + 1 > room ? null : `${flat}]`;
}

function flatValue(value: JsonValue, room: number, quote: (text: string) => string): string | null {
  if (typeof value === "string") return value.length + 2 > room ? null : quote(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (value.kind === "number") return value.text;
  if (value.kind === "array") return flatArray(value, room, quote);
  return value.members.length === 0 ? "{}" : null;
}
