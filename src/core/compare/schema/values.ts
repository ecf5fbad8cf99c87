/** Which single values a schema allows: `enum`, `const`; and what stands where none is sent: `default`. */
import type { Pair } from "../change.ts";
import { equalValues, printValue, showValue } from "../equal-values.ts";
import { type DocumentNode, itemsOf } from "../document-node.ts";
import { keywordOf, placeOf, type Shape } from "./shape.ts";
import { type SchemaSpot, tell } from "./schema-spot.ts";

export function compareValues(shapes: Pair<Shape>, spot: SchemaSpot): void {
  compareEnum(shapes, spot);
  compareExtensible(shapes, spot);
  compareConst(shapes, spot);
  compareDefault(shapes, spot);
}

/** By its print, so that objects and lists count too. Null: there is no such keyword. */
function listOf(shape: Shape, keyword: string): ReadonlyMap<string, unknown> | null {
  const node = keywordOf(shape, keyword);
  if (node === null || !Array.isArray(node.value)) return null;
  // Whether null is among the values is told by the type.
  const values = itemsOf(node).filter(({ value }) => value !== null);
  return new Map(values.map(({ value }) => [printValue(value), value]));
}

function compareEnum({ from, to }: Pair<Shape>, spot: SchemaSpot): void {
  const before = listOf(from, "enum");
  const after = listOf(to, "enum");
  if (before === null && after === null) return;
  const at = placeOf(to, "enum");
  if (before === null) {
    tell(spot, {
      code: "became-enum",
      move: "narrowed",
      message: "only some values are allowed now",
      to: at,
    });
    return;
  }
  if (after === null) {
    const message = "any value is allowed now, where only some were";
    tell(spot, { code: "enum-removed", ...moreValues(spot), message, to: at });
    return;
  }
  const removed = missingIn(after, before);
  const added = missingIn(before, after);
  if (removed.length > 0)
    tell(spot, {
      code: "enum-value-removed",
      move: "narrowed",
      message: wordsOf("no longer allowed", removed),
      to: at,
    });
  if (added.length > 0)
    tell(spot, {
      code: "enum-value-added",
      ...moreValues(spot),
      message: wordsOf("newly allowed", added),
      to: at,
    });
}

/** Callers ought to expect new values, and often do not. */
function moreValues({ direction }: SchemaSpot) {
  if (direction === "request") return { move: "widened" } as const;
  const why = "Callers that know only the values of before may fail at a new one.";
  return { level: "dangerous", why } as const;
}

function missingIn(
  one: ReadonlyMap<string, unknown>,
  other: ReadonlyMap<string, unknown>,
): readonly unknown[] {
  return [...other].flatMap(([print, value]) => (one.has(print) ? [] : [value]));
}

const MAX_VALUES = 5;

function wordsOf(what: string, values: readonly unknown[]): string {
  const shown = values.slice(0, MAX_VALUES).map(showValue).join(", ");
  const rest = values.length - MAX_VALUES;
  return `${what}: ${shown}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** Zalando's extension: a list that is known to grow. */
function compareExtensible({ from, to }: Pair<Shape>, spot: SchemaSpot): void {
  const before = listOf(from, "x-extensible-enum");
  const after = listOf(to, "x-extensible-enum");
  if (before === null || after === null) return;
  const removed = missingIn(after, before);
  if (removed.length === 0) return;
  const message = wordsOf("no longer among the values", removed);
  const at = placeOf(to, "x-extensible-enum");
  tell(spot, { code: "extensible-enum-value-removed", move: "narrowed", message, to: at });
}

function compareConst({ from, to }: Pair<Shape>, spot: SchemaSpot): void {
  const before = keywordOf(from, "const");
  const after = keywordOf(to, "const");
  const at = placeOf(to, "const");
  if (before === null && after !== null) {
    const message = `only ${showValue(after.value)} is allowed now`;
    tell(spot, { code: "const-added", move: "narrowed", message, to: at });
  } else if (before !== null && after === null) {
    const message = `other values than ${showValue(before.value)} are allowed now`;
    tell(spot, { code: "const-removed", move: "widened", message, to: at });
  } else if (before !== null && after !== null && !equalValues(before.value, after.value)) {
    const message = `the one allowed value changed from ${showValue(before.value)} to ${showValue(after.value)}`;
    tell(spot, { code: "const-changed", move: "moved", message, to: at });
  }
}

function compareDefault({ from, to }: Pair<Shape>, spot: SchemaSpot): void {
  const before = keywordOf(from, "default");
  const after = keywordOf(to, "default");
  if (equalValues(before?.value, after?.value)) return;
  const verb = before === null ? "added" : after === null ? "removed" : "changed";
  const message = `default changed from ${showNode(before)} to ${showNode(after)}`;
  const isParameter = spot.isText && spot.direction === "request";
  const why = isParameter
    ? "A call that leaves it out now means something else."
    : "It only says what is assumed where the value is left out.";
  const level = isParameter ? "breaking" : "compatible";
  tell(spot, { code: `default-value-${verb}`, level, why, message, to: placeOf(to, "default") });
}

function showNode(node: DocumentNode | null): string {
  return node === null ? "none" : showValue(node.value);
}
