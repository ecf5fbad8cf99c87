/** Properties of objects: there or not, required or not, read-only or write-only, and their own schemas. */
import type { Pair } from "../change.ts";
import { type DocumentNode, entriesOf, fieldsOf, isTrueAt, itemsOf } from "../document-node.ts";
import type { ReferenceResolver } from "../document-node.ts";
import { keywordOf, keywordsOf, placeOf, type Shape } from "./shape.ts";
import { below, type SchemaPair, type SchemaSpot, tell } from "./schema-spot.ts";

interface Property {
  readonly node: DocumentNode;
  readonly isRequired: boolean;
  readonly isReadOnly: boolean;
  readonly isWriteOnly: boolean;
  readonly isDeprecated: boolean;
  readonly hasDefault: boolean;
}

export function compareProperties(
  shapes: Pair<Shape>,
  spot: SchemaSpot,
  compare: (pair: SchemaPair) => void,
): void {
  const before = propertiesOf(shapes.from, spot.run.from);
  const after = propertiesOf(shapes.to, spot.run.to);
  for (const [name, former] of before) {
    const present = after.get(name);
    const at = below(spot, name);
    if (present === undefined) tellRemoved(former, at, { to: shapes.to });
    else {
      compareProperty({ from: former, to: present }, at);
      const isIdle = spot.isIdle || (isIdleIn(spot, former) && isIdleIn(spot, present));
      compare({ from: former.node, to: present.node, spot: { ...at, isIdle } });
    }
  }
  for (const [name, present] of after) {
    if (!before.has(name)) tellAdded(present, below(spot, name));
  }
  compareRequiredAlone(shapes, spot, { before, after });
}

function propertiesOf(shape: Shape, resolver: ReferenceResolver): ReadonlyMap<string, Property> {
  const required = requiredOf(shape);
  const found = new Map<string, Property>();
  for (const node of keywordsOf(shape, "properties")) {
    for (const [name, property] of entriesOf(node)) {
      if (!found.has(name)) found.set(name, propertyOf(property, resolver, required.has(name)));
    }
  }
  return found;
}

function propertyOf(node: DocumentNode, resolver: ReferenceResolver, isRequired: boolean): Property {
  const resolved = resolver.resolve(node);
  const says = (keyword: string): boolean => isTrueAt(node, keyword) || isTrueAt(resolved, keyword);
  return {
    node,
    isRequired,
    isReadOnly: says("readOnly"),
    isWriteOnly: says("writeOnly"),
    isDeprecated: says("deprecated"),
    hasDefault: Object.hasOwn(fieldsOf(resolved.value), "default"),
  };
}

function requiredOf(shape: Shape): ReadonlySet<string> {
  const names = keywordsOf(shape, "required").flatMap((node) => itemsOf(node).map(({ value }) => value));
  return new Set(names.filter((name) => typeof name === "string"));
}

/** Never there in this direction. */
function isIdleIn({ direction }: SchemaSpot, { isReadOnly, isWriteOnly }: Property): boolean {
  return direction === "request" ? isReadOnly : isWriteOnly;
}

function tellRemoved(former: Property, spot: SchemaSpot, { to }: { readonly to: Shape }): void {
  const isIdle = spot.isIdle || isIdleIn(spot, former);
  const place = { to: null, from: former.node.pointer, message: "removed" };
  const code = former.isRequired ? "required-property-removed" : "property-removed";
  const at = { ...spot, isIdle };
  if (spot.direction === "response") {
    const level = former.isRequired ? "breaking" : "dangerous";
    const why = former.isRequired
      ? "Callers count on it: it was always there."
      : "Callers that use it where it is there find it no more.";
    tell(at, { code, level, why, ...place });
  } else if (keywordOf(to, "additionalProperties")?.value === false) {
    tell(at, {
      code,
      level: "breaking",
      why: "Who sends it is refused: no other properties are allowed.",
      ...place,
    });
  } else {
    const why = "Who sends it is no longer heard, or refused where the server takes only what it knows.";
    tell(at, { code, level: "dangerous", why, ...place });
  }
}

function tellAdded(present: Property, spot: SchemaSpot): void {
  const to = present.node.pointer;
  const isIdle = spot.isIdle || isIdleIn(spot, present);
  if (spot.direction === "response") {
    const code = present.isRequired ? "required-property-added" : "property-added";
    const why = "Callers pass over properties that they do not know.";
    tell({ ...spot, isIdle }, { code, level: "compatible", why, message: "added", to });
  } else if (present.isRequired) {
    const code = present.hasDefault ? "required-property-with-default-added" : "required-property-added";
    const why = "Callers do not send it yet, and are refused without it.";
    tell({ ...spot, isIdle }, { code, level: "breaking", why, message: "added as required", to });
  } else {
    const why = "Nobody has to send it.";
    tell({ ...spot, isIdle }, { code: "property-added", level: "compatible", why, message: "added", to });
  }
}

function compareProperty(pair: Pair<Property>, spot: SchemaSpot): void {
  const { from, to } = pair;
  if (from.isRequired !== to.isRequired) tellRequired(to, spot);
  if (from.isReadOnly !== to.isReadOnly) tellFlag(pair, spot, { name: "read-only", isNow: to.isReadOnly });
  if (from.isWriteOnly !== to.isWriteOnly)
    tellFlag(pair, spot, { name: "write-only", isNow: to.isWriteOnly });
  if (from.isDeprecated === to.isDeprecated) return;
  const code = to.isDeprecated ? "property-deprecated" : "property-reactivated";
  const message = to.isDeprecated ? "became deprecated" : "is no longer deprecated";
  tell(spot, { code, level: "compatible", why: "It works as before.", message, to: to.node.pointer });
}

interface Flag {
  readonly name: "read-only" | "write-only";
  readonly isNow: boolean;
}

function tellFlag({ from, to }: Pair<Property>, spot: SchemaSpot, { name, isNow }: Flag): void {
  const words = `became ${isNow ? "" : "not "}${name}`;
  const told = { code: `property-${words.replaceAll(" ", "-")}`, message: words, to: to.node.pointer };
  if (spot.direction === "response" && from.isRequired && name === "write-only" && !isNow) {
    const why = "It was never in an answer, and is said to be in all.";
    tell(spot, { ...told, level: "dangerous", why });
  } else {
    const why = "What is sent and what comes is not otherwise changed.";
    tell(spot, { ...told, level: "compatible", why });
  }
}

function tellRequired(to: Property, spot: SchemaSpot): void {
  const isRequest = spot.direction === "request";
  const at = { ...spot, isIdle: spot.isIdle || isIdleIn(spot, to) };
  const place = { to: to.node.pointer };
  if (to.isRequired) {
    const code =
      isRequest && to.hasDefault ? "property-became-required-with-default" : "property-became-required";
    const why = isRequest ? "Callers that leave it out are refused." : "It was possible before.";
    tell(at, { code, move: "narrowed", why, message: "became required", ...place });
  } else {
    const why = isRequest ? "Who sends it may go on." : "Callers count on it, and it may be missing now.";
    tell(at, {
      code: "property-became-optional",
      move: "widened",
      why,
      message: "became optional",
      ...place,
    });
  }
}

interface Named {
  readonly before: ReadonlyMap<string, Property>;
  readonly after: ReadonlyMap<string, Property>;
}

/** Names in `required` of which nothing else is said. */
function compareRequiredAlone({ from, to }: Pair<Shape>, spot: SchemaSpot, { before, after }: Named): void {
  const formerly = requiredOf(from);
  const now = requiredOf(to);
  for (const name of now) {
    if (formerly.has(name) || after.has(name) || before.has(name)) continue;
    const message = "became required";
    tell(below(spot, name), {
      code: "property-became-required",
      move: "narrowed",
      message,
      to: placeOf(to, "required"),
    });
  }
  for (const name of formerly) {
    if (now.has(name) || before.has(name) || after.has(name)) continue;
    const message = "became optional";
    tell(below(spot, name), {
      code: "property-became-optional",
      move: "widened",
      message,
      to: placeOf(to, "required"),
    });
  }
}

/** `additionalProperties`: what is not named. Left out it is allowed. */
export function compareAdditional(
  { from, to }: Pair<Shape>,
  spot: SchemaSpot,
  compare: (pair: SchemaPair) => void,
): void {
  const before = additionalOf(from);
  const after = additionalOf(to);
  if (typeof before !== "string" && typeof after !== "string") {
    compare({ from: before, to: after, spot: below(spot, "[*]") });
    return;
  }
  if (before === after) return;
  const at = placeOf(to, "additionalProperties");
  if (after === "none") {
    const message = "properties that are not named are no longer allowed";
    tell(spot, { code: "additional-properties-forbidden", move: "narrowed", message, to: at });
  } else if (before === "any") {
    const message = "properties that are not named must follow a schema now";
    tell(spot, { code: "additional-properties-restricted", move: "narrowed", message, to: at });
  } else tellAllowed(before === "none", spot, at);
}

function tellAllowed(isNew: boolean, spot: SchemaSpot, to: string): void {
  const code = "additional-properties-allowed";
  const message = isNew
    ? "properties that are not named are allowed now"
    : "properties that are not named may be anything now";
  if (isNew && spot.direction === "response") {
    const why = "Callers pass over properties that they do not know.";
    tell(spot, { code, level: "compatible", why, message, to });
  } else tell(spot, { code, move: "widened", message, to });
}

function additionalOf(shape: Shape): "any" | "none" | DocumentNode {
  const node = keywordOf(shape, "additionalProperties");
  if (node === null || node.value === true) return "any";
  if (node.value === false) return "none";
  return Object.keys(fieldsOf(node.value)).length === 0 ? "any" : node;
}
