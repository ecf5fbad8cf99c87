/** Keywords that hold schemas: of items, of names, of what follows from something else. Each has its counterpart on the other side. */
import type { Pair } from "../change.ts";
import { equalValues, showValue } from "../equal-values.ts";
import { type DocumentNode, entriesOf, itemsOf, textsOf } from "../document-node.ts";
import { keywordOf, placeOf, type Shape } from "./shape.ts";
import { below, type SchemaPair, type SchemaSpot, tell } from "./schema-spot.ts";

type Compare = (pair: SchemaPair) => void;

interface Applicator {
  readonly keyword: string;
  /** In codes. */
  readonly name: string;
  /** What is added to the way to it. */
  readonly step: string;
}

const SINGLE: readonly Applicator[] = [
  { keyword: "contains", name: "contains", step: "[contains]" },
  { keyword: "propertyNames", name: "property-names", step: "[names]" },
  { keyword: "then", name: "then", step: "[then]" },
  { keyword: "else", name: "else", step: "[else]" },
  { keyword: "contentSchema", name: "content-schema", step: "[content]" },
  { keyword: "unevaluatedItems", name: "unevaluated-items", step: "[other items]" },
  { keyword: "unevaluatedProperties", name: "unevaluated-properties", step: "[other properties]" },
];

const MAPS: readonly Applicator[] = [
  { keyword: "patternProperties", name: "pattern-property", step: "" },
  { keyword: "dependentSchemas", name: "dependent-schema", step: "" },
];

export function compareApplicators(shapes: Pair<Shape>, spot: SchemaSpot, compare: Compare): void {
  compareItems(shapes, spot, compare);
  for (const applicator of SINGLE) compareSingle(applicator, shapes, { spot, compare });
  for (const applicator of MAPS) compareMap(applicator, shapes, { spot, compare });
  compareOpaque(shapes, spot);
  compareDependentRequired(shapes, spot);
  compareContent(shapes, spot);
}

function compareItems({ from, to }: Pair<Shape>, spot: SchemaSpot, compare: Compare): void {
  const before = itemSchemas(from);
  const after = itemSchemas(to);
  compareSingleNodes({ from: before.rest, to: after.rest }, { name: "items", step: "[]" }, { spot, compare });
  for (let index = 0; index < Math.max(before.first.length, after.first.length); index++) {
    const former = before.first[index];
    const present = after.first[index];
    const at = below(spot, `[${index}]`);
    if (former !== undefined && present !== undefined) compare({ from: former, to: present, spot: at });
    else if (present !== undefined) {
      const message = "a schema for this place was added";
      tell(at, { code: "prefix-items-added", move: "widened", message, to: present.pointer });
    } else if (former !== undefined) {
      const message = "the schema for this place was removed";
      tell(at, { code: "prefix-items-removed", move: "narrowed", message, to: null, from: former.pointer });
    }
  }
}

interface ItemSchemas {
  readonly first: readonly DocumentNode[];
  readonly rest: DocumentNode | null;
}

/** Before JSON Schema 2020 `items` may be the list that is `prefixItems` since. */
function itemSchemas(shape: Shape): ItemSchemas {
  const items = keywordOf(shape, "items");
  if (items !== null && Array.isArray(items.value))
    return { first: itemsOf(items), rest: keywordOf(shape, "additionalItems") };
  return { first: itemsOf(keywordOf(shape, "prefixItems")), rest: items };
}

interface Comparing {
  readonly spot: SchemaSpot;
  readonly compare: Compare;
}

function compareSingle(applicator: Applicator, { from, to }: Pair<Shape>, comparing: Comparing): void {
  const { keyword } = applicator;
  compareSingleNodes({ from: keywordOf(from, keyword), to: keywordOf(to, keyword) }, applicator, comparing);
}

function compareSingleNodes(
  { from, to }: Pair<DocumentNode | null>,
  { name, step }: Pick<Applicator, "name" | "step">,
  { spot, compare }: Comparing,
): void {
  if (from !== null && to !== null) compare({ from, to, spot: below(spot, step) });
  else if (to !== null && !isAnything(to)) {
    tell(spot, { code: `${name}-added`, move: "narrowed", message: `${name} added`, to: to.pointer });
  } else if (from !== null && to === null && !isAnything(from)) {
    tell(spot, {
      code: `${name}-removed`,
      move: "widened",
      message: `${name} removed`,
      to: null,
      from: from.pointer,
    });
  }
}

/** It says the same as nothing. */
function isAnything({ value }: DocumentNode): boolean {
  return value === true || equalValues(value, {});
}

function compareMap({ keyword, name }: Applicator, { from, to }: Pair<Shape>, comparing: Comparing): void {
  const before = new Map(entriesOf(keywordOf(from, keyword)));
  const after = new Map(entriesOf(keywordOf(to, keyword)));
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const step = `[${key.slice(0, 60)}]`;
    compareSingleNodes(
      { from: before.get(key) ?? null, to: after.get(key) ?? null },
      { name, step },
      comparing,
    );
  }
}

/** What a change of these does cannot be told by its parts. */
function compareOpaque({ from, to }: Pair<Shape>, spot: SchemaSpot): void {
  for (const keyword of ["if", "not"] as const) {
    const before = keywordOf(from, keyword);
    const after = keywordOf(to, keyword);
    if (before === null && after !== null) {
      tell(spot, {
        code: `${keyword}-added`,
        move: "narrowed",
        message: `${keyword} added`,
        to: after.pointer,
      });
    } else if (before !== null && after === null) {
      const place = { to: null, from: before.pointer };
      tell(spot, { code: `${keyword}-removed`, move: "widened", message: `${keyword} removed`, ...place });
    } else if (before !== null && after !== null && !equalValues(before.value, after.value)) {
      const why = "Which values it now concerns cannot be told.";
      const message = `${keyword} changed`;
      tell(spot, { code: `${keyword}-changed`, level: "dangerous", why, message, to: after.pointer });
    }
  }
}

function compareDependentRequired({ from, to }: Pair<Shape>, spot: SchemaSpot): void {
  const before = new Map(entriesOf(keywordOf(from, "dependentRequired")));
  const after = new Map(entriesOf(keywordOf(to, "dependentRequired")));
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const former = before.get(name);
    const present = after.get(name);
    const at = below(spot, name);
    const names = namesIn(present ?? former);
    if (former === undefined && present !== undefined) {
      const message = `where it is there, so must be: ${names}`;
      tell(at, { code: "dependent-required-added", move: "narrowed", message, to: present.pointer });
    } else if (former !== undefined && present === undefined) {
      const message = `where it is there, no longer must be: ${names}`;
      tell(at, {
        code: "dependent-required-removed",
        move: "widened",
        message,
        to: null,
        from: former.pointer,
      });
    } else if (former !== undefined && present !== undefined && !equalValues(former.value, present.value)) {
      const message = `what must be there with it changed to: ${names}`;
      tell(at, { code: "dependent-required-changed", move: "moved", message, to: present.pointer });
    }
  }
}

function namesIn(node: DocumentNode | undefined): string {
  const names = textsOf(node ?? null);
  return names.slice(0, 5).join(", ").slice(0, 200);
}

function compareContent({ from, to }: Pair<Shape>, spot: SchemaSpot): void {
  for (const [keyword, code] of [
    ["contentMediaType", "content-media-type-changed"],
    ["contentEncoding", "content-encoding-changed"],
  ] as const) {
    const before = keywordOf(from, keyword)?.value ?? null;
    const after = keywordOf(to, keyword)?.value ?? null;
    if (equalValues(before, after)) continue;
    const message = `${keyword} changed from ${showValue(before)} to ${showValue(after)}`;
    tell(spot, { code, move: "moved", message, to: placeOf(to, keyword) });
  }
}
