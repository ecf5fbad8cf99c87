/** The types that a schema allows, and their format. */
import type { Pair } from "../change.ts";
import { fieldsOf } from "../document-node.ts";
import { keywordOf, keywordsOf, placeOf, type Shape } from "./shape.ts";
import { type Move, type SchemaSpot, tell } from "./schema-spot.ts";

interface Types {
  /** Without `null`; null: any. */
  readonly names: ReadonlySet<string> | null;
  readonly isNullable: boolean;
}

export function compareTypes({ from, to }: Pair<Shape>, spot: SchemaSpot): void {
  const before = typesOf(from);
  const after = typesOf(to);
  const move = moveOfTypes(before.names, after.names);
  const at = placeOf(to, "type");
  if (move !== null) {
    const message = `type changed from ${showTypes(before)} to ${showTypes(after)}`;
    if (isWidenedAsText(move, after, { spot, to })) {
      const why = "It is sent as text, where any value is a string.";
      tell(spot, { code: "type-generalized", level: "compatible", message, why, to: at });
    } else tell(spot, { code: TYPE_CODES[move], move, message, to: at });
  }
  if (before.names !== null && after.names !== null && before.isNullable !== after.isNullable)
    tellNull(spot, after.isNullable, at);
  if (move === null || move !== "moved") compareFormats({ from, to }, spot);
}

const TYPE_CODES: Readonly<Record<Move, string>> = {
  narrowed: "type-specialized",
  widened: "type-generalized",
  moved: "type-changed",
};

function tellNull(spot: SchemaSpot, isNullable: boolean, to: string): void {
  if (isNullable) tell(spot, { code: "became-nullable", move: "widened", message: "may be null now", to });
  else tell(spot, { code: "became-not-nullable", move: "narrowed", message: "may no longer be null", to });
}

/** Only where no other keyword says which strings there are. */
function isWidenedAsText(
  move: Move,
  after: Types,
  { spot, to }: { readonly spot: SchemaSpot; readonly to: Shape },
): boolean {
  if (!spot.isText || move === "widened" || after.names?.has("string") !== true) return false;
  return ["pattern", "enum", "format", "const"].every((keyword) => keywordOf(to, keyword) === null);
}

/** Null where the types are the same. */
function moveOfTypes(before: Types["names"], after: Types["names"]): Move | null {
  const isKept = before === null ? after === null : covers(after, before);
  const isNothingNew = after === null ? before === null : covers(before, after);
  if (isKept) return isNothingNew ? null : "widened";
  return isNothingNew ? "narrowed" : "moved";
}

function covers(wide: Types["names"], narrow: ReadonlySet<string>): boolean {
  return (
    wide === null || [...narrow].every((name) => wide.has(name) || (name === "integer" && wide.has("number")))
  );
}

function typesOf(shape: Shape): Types {
  let names: ReadonlySet<string> | null = null;
  let isNullable = true;
  for (const layer of shape.layers) {
    const own = ownTypes(layer.value);
    if (own === null) continue;
    isNullable &&= own.isNullable;
    names = names === null ? own.names : intersect(names, own.names);
  }
  return {
    names: names ?? impliedBy(shape),
    isNullable: shape.isNullByUnion || (names !== null && isNullable),
  };
}

function ownTypes(
  value: unknown,
): { readonly names: ReadonlySet<string>; readonly isNullable: boolean } | null {
  const { type, nullable } = fieldsOf(value);
  const list = (Array.isArray(type) ? type : [type]).filter((name) => typeof name === "string");
  if (list.length === 0) return null;
  const names = new Set(list.filter((name) => name !== "null"));
  return { names, isNullable: nullable === true || list.includes("null") };
}

function intersect(one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
  const found = [...one].flatMap((name) => {
    if (other.has(name)) return [name];
    if (name === "integer" && other.has("number")) return ["integer"];
    return name === "number" && other.has("integer") ? ["integer"] : [];
  });
  return new Set(found);
}

/** People leave `type` out where the other keywords say it. */
function impliedBy(shape: Shape): ReadonlySet<string> | null {
  const has = (keyword: string): boolean => keywordOf(shape, keyword) !== null;
  if (has("properties") || has("additionalProperties")) return new Set(["object"]);
  return has("items") ? new Set(["array"]) : null;
}

function showTypes({ names }: Types): string {
  if (names === null) return "any";
  return names.size === 0 ? "null" : [...names].map((name) => name.slice(0, 60)).join(" or ");
}

/** Which formats hold all values of which others. */
const WIDER: ReadonlyMap<string, string> = new Map([
  ["int32", "int64"],
  ["float", "double"],
]);

function compareFormats({ from, to }: Pair<Shape>, spot: SchemaSpot): void {
  const before = formatOf(from);
  const after = formatOf(to);
  if (before === after) return;
  const message = `format changed from ${before ?? "none"} to ${after ?? "none"}`;
  const move = moveOfFormat(before, after);
  const code = `format-${move === "moved" ? "changed" : move === "widened" ? "generalized" : "specialized"}`;
  tell(spot, { code, move, message, to: placeOf(to, "format") });
}

function moveOfFormat(before: string | null, after: string | null): Move {
  if (after === null || (before !== null && WIDER.get(before) === after)) return "widened";
  if (before === null || WIDER.get(after) === before) return "narrowed";
  return "moved";
}

function formatOf(shape: Shape): string | null {
  const [format] = keywordsOf(shape, "format").map(({ value }) => value);
  return typeof format === "string" ? format.slice(0, 60) : null;
}
