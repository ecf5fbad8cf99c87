/** Bounds of numbers, lengths and counts, and what else narrows a single value. */
import type { Pair } from "../change.ts";
import { showValue } from "../equal-values.ts";
import { fieldsOf } from "../document-node.ts";
import { keywordOf, placeOf, type Shape } from "./shape.ts";
import { type SchemaSpot, tell, type Told } from "./schema-spot.ts";

interface BoundKeyword {
  readonly keyword: string;
  /** In codes. */
  readonly name: string;
  readonly isUpper: boolean;
  /** Of numbers: the keyword that leaves the bound itself out. */
  readonly exclusive?: string;
  /** What it is where it is left out. */
  readonly implied?: number;
}

const BOUNDS: readonly BoundKeyword[] = [
  { keyword: "maximum", name: "max", isUpper: true, exclusive: "exclusiveMaximum" },
  { keyword: "minimum", name: "min", isUpper: false, exclusive: "exclusiveMinimum" },
  { keyword: "maxLength", name: "max-length", isUpper: true },
  { keyword: "minLength", name: "min-length", isUpper: false, implied: 0 },
  { keyword: "maxItems", name: "max-items", isUpper: true },
  { keyword: "minItems", name: "min-items", isUpper: false, implied: 0 },
  { keyword: "maxProperties", name: "max-properties", isUpper: true },
  { keyword: "minProperties", name: "min-properties", isUpper: false, implied: 0 },
  { keyword: "maxContains", name: "max-contains", isUpper: true },
  { keyword: "minContains", name: "min-contains", isUpper: false, implied: 1 },
];

interface Bound {
  readonly value: number;
  readonly isExclusive: boolean;
}

export function compareBounds(shapes: Pair<Shape>, spot: SchemaSpot): void {
  for (const keyword of BOUNDS) compareBound(keyword, shapes, spot);
  compareMultiples(shapes, spot);
  compareUnique(shapes, spot);
}

function compareBound(bound: BoundKeyword, { from, to }: Pair<Shape>, spot: SchemaSpot): void {
  const before = boundOf(bound, from);
  const after = boundOf(bound, to);
  const order = compareTightness(before, after, bound.isUpper);
  if (order === 0) return;
  const { keyword, name, isUpper } = bound;
  const at = placeOf(
    to,
    bound.exclusive !== undefined && after?.isExclusive === true ? bound.exclusive : keyword,
  );
  const message = `${keyword} changed from ${showBound(before)} to ${showBound(after)}`;
  tell(spot, {
    ...judgementOf({ before, after, isTighter: order > 0, name, isUpper }, spot),
    message,
    to: at,
  });
}

interface Judged {
  readonly before: Bound | null;
  readonly after: Bound | null;
  readonly isTighter: boolean;
  readonly name: string;
  readonly isUpper: boolean;
}

function judgementOf(
  { before, after, isTighter, name, isUpper }: Judged,
  { direction }: SchemaSpot,
): Pick<Told, "code" | "move" | "level" | "why"> {
  if (before === null) {
    const code = `${name}-set`;
    return direction === "request" ? { code, level: "dangerous", why: SET_LATE } : { code, move: "narrowed" };
  }
  if (after === null) return { code: `${name}-unset`, move: "widened" };
  const isRaised = isUpper !== isTighter;
  return {
    code: `${name}-${isRaised ? "increased" : "decreased"}`,
    move: isTighter ? "narrowed" : "widened",
  };
}

const SET_LATE =
  "What callers send today may be refused, unless it was refused before without being written down.";

function boundOf({ keyword, exclusive, isUpper, implied }: BoundKeyword, { layers }: Shape): Bound | null {
  let found: Bound | null = implied === undefined ? null : { value: implied, isExclusive: false };
  for (const { value } of layers) {
    for (const bound of boundsIn(fieldsOf(value), keyword, exclusive)) {
      if (compareTightness(found, bound, isUpper) > 0) found = bound;
    }
  }
  return found?.value === implied ? null : found;
}

/** Before JSON Schema 2019 the exclusive keyword is true or false, since then a number of its own. */
function boundsIn(
  fields: Readonly<Record<string, unknown>>,
  keyword: string,
  exclusive = "",
): readonly Bound[] {
  const own = fields[keyword];
  const other = fields[exclusive];
  const bounds: Bound[] = [];
  if (typeof own === "number") bounds.push({ value: own, isExclusive: other === true });
  if (typeof other === "number") bounds.push({ value: other, isExclusive: true });
  return bounds;
}

/** Above 0: the second is tighter. */
function compareTightness(one: Bound | null, other: Bound | null, isUpper: boolean): number {
  if (one === null || other === null) return (one === null ? 0 : -1) + (other === null ? 0 : 1);
  if (one.value !== other.value) return one.value > other.value === isUpper ? 1 : -1;
  return Number(other.isExclusive) - Number(one.isExclusive);
}

function showBound(bound: Bound | null): string {
  return bound === null ? "none" : `${bound.value}${bound.isExclusive ? " (exclusive)" : ""}`;
}

function compareMultiples({ from, to }: Pair<Shape>, spot: SchemaSpot): void {
  const before = numberOf(from, "multipleOf");
  const after = numberOf(to, "multipleOf");
  if (before === after) return;
  const message = `multipleOf changed from ${before ?? "none"} to ${after ?? "none"}`;
  const at = placeOf(to, "multipleOf");
  if (after === null) tell(spot, { code: "multiple-of-removed", move: "widened", message, to: at });
  else if (before === null) tell(spot, { code: "multiple-of-added", move: "narrowed", message, to: at });
  else {
    const move = before % after === 0 ? "widened" : after % before === 0 ? "narrowed" : "moved";
    tell(spot, { code: "multiple-of-changed", move, message, to: at });
  }
}

function numberOf(shape: Shape, keyword: string): number | null {
  const value = keywordOf(shape, keyword)?.value;
  return typeof value === "number" ? value : null;
}

function compareUnique({ from, to }: Pair<Shape>, spot: SchemaSpot): void {
  const before = keywordOf(from, "uniqueItems")?.value === true;
  const after = keywordOf(to, "uniqueItems")?.value === true;
  if (before === after) return;
  const message = after ? "items must be unique now" : "items need no longer be unique";
  const code = after ? "unique-items-added" : "unique-items-removed";
  tell(spot, { code, move: after ? "narrowed" : "widened", message, to: placeOf(to, "uniqueItems") });
}

/** `pattern`: whether one expression takes all that another does cannot be told. */
export function comparePattern({ from, to }: Pair<Shape>, spot: SchemaSpot): void {
  const before = patternOf(from);
  const after = patternOf(to);
  if (before === after) return;
  const message = `pattern changed from ${showPattern(before)} to ${showPattern(after)}`;
  tell(spot, { ...judgePattern({ from: before, to: after }, spot), message, to: placeOf(to, "pattern") });
}

function patternOf(shape: Shape): string | null {
  const value = keywordOf(shape, "pattern")?.value;
  return typeof value === "string" ? value : null;
}

function judgePattern(
  { from, to }: Pair<unknown>,
  { direction }: SchemaSpot,
): Pick<Told, "code" | "level" | "why" | "move"> {
  const isRequest = direction === "request";
  if (to === null || isAnything(to)) {
    const code = to === null ? "pattern-removed" : "pattern-generalized";
    return { code, level: "compatible", why: isRequest ? TAKEN : STILL_TEXT };
  }
  if (from === null) return { code: "pattern-added", move: "narrowed" };
  if (!isRequest) return { code: "pattern-changed", level: "compatible", why: STILL_TEXT };
  const why = "Whether the new pattern takes all that the old one took cannot be told.";
  return { code: "pattern-changed", level: "dangerous", why };
}

const TAKEN = "Whatever callers send today is still taken.";
const STILL_TEXT = "It is text still; few callers check the pattern of what they get.";

function isAnything(pattern: unknown): boolean {
  return pattern === ".*" || pattern === "^.*$" || pattern === "";
}

function showPattern(pattern: unknown): string {
  return pattern === null ? "none" : showValue(pattern);
}
