/** `oneOf` and `anyOf`: the forms that a value may have. They are told apart by what they refer to, then by what they are. */
import type { Pair } from "../change.ts";
import { equalValues, printValue } from "../equal-values.ts";
import { type DocumentNode, entriesOf, fieldsOf, itemsOf, textAt } from "../document-node.ts";
import { keywordOf, refOf, type Shape } from "./shape.ts";
import { type SchemaPair, type SchemaSpot, tell } from "./schema-spot.ts";

const KEYWORDS = ["oneOf", "anyOf"] as const;

interface Union {
  readonly members: readonly DocumentNode[];
  readonly keyword: (typeof KEYWORDS)[number];
  readonly pointer: string;
}

/** True where a union stands on one side alone, and the other side is one of its members: then nothing else is to be compared. */
export function compareUnions(
  { from, to }: Pair<Shape>,
  { nodes, spot }: { readonly nodes: Pair<DocumentNode>; readonly spot: SchemaSpot },
  compare: (pair: SchemaPair) => void,
): boolean {
  const before = unionOf(from);
  const after = unionOf(to);
  if (before === null && after === null) return false;
  if (before !== null && after !== null) {
    compareMembers({ from: before, to: after }, spot, compare);
    compareDiscriminators({ from, to }, spot);
    return false;
  }
  if (after !== null && isAlone(to))
    return wrap({ union: after, one: nodes.from, isWrapped: true }, spot, compare);
  if (before !== null && isAlone(from))
    return wrap({ union: before, one: nodes.to, isWrapped: false }, spot, compare);
  tellWhole({ before, after }, spot);
  return false;
}

function unionOf(shape: Shape): Union | null {
  for (const keyword of KEYWORDS) {
    const node = keywordOf(shape, keyword);
    if (node !== null && Array.isArray(node.value) && node.value.length > 0)
      return { members: itemsOf(node), keyword, pointer: node.pointer };
  }
  return null;
}

const BESIDE: ReadonlySet<string> = new Set([
  "oneOf",
  "anyOf",
  "discriminator",
  "title",
  "description",
  "example",
  "examples",
  "nullable",
]);

/** The union is all that the schema says. */
function isAlone({ layers }: Shape): boolean {
  return layers.every(({ value }) =>
    Object.keys(fieldsOf(value)).every((key) => BESIDE.has(key) || key.startsWith("x-")),
  );
}

interface Wrapped {
  readonly union: Union;
  /** The schema that was, or is, there instead. */
  readonly one: DocumentNode;
  readonly isWrapped: boolean;
}

/** One form became one of several, or the other way round. */
function wrap(
  { union, one, isWrapped }: Wrapped,
  spot: SchemaSpot,
  compare: (pair: SchemaPair) => void,
): boolean {
  const { members } = union;
  const same = members.findIndex(({ value }) => isSame(value, one.value));
  if (same === -1) {
    tellWhole(isWrapped ? { before: null, after: union } : { before: union, after: null }, spot);
    return true;
  }
  const member = members[same];
  if (member !== undefined)
    compare(isWrapped ? { from: one, to: member, spot } : { from: member, to: one, spot });
  for (const [index, other] of members.entries()) {
    if (index === same) continue;
    if (isWrapped) tellAdded(other, union, spot);
    else tellRemoved(other, union, spot);
  }
  return true;
}

function isSame(one: unknown, other: unknown): boolean {
  const reference = refOf(one);
  return reference === "" ? equalValues(one, other) : reference === refOf(other);
}

function tellWhole(
  { before, after }: { readonly before: Union | null; readonly after: Union | null },
  spot: SchemaSpot,
): void {
  const isWrapped = after !== null;
  const place = isWrapped ? { to: after.pointer } : { to: null, from: before?.pointer ?? "" };
  const message = isWrapped ? "is one of several forms now" : "is no longer one of several forms";
  tell(spot, {
    code: isWrapped ? "wrapped-in-union" : "union-removed",
    level: "breaking",
    why: "None of the forms is that of before.",
    message,
    ...place,
  });
}

function compareMembers(
  { from, to }: Pair<Union>,
  spot: SchemaSpot,
  compare: (pair: SchemaPair) => void,
): void {
  const { pairs, removed, added } = matchMembers(from.members, to.members);
  for (const pair of pairs) compare({ ...pair, spot: { ...spot, where: nameInUnion(spot, pair.to) } });
  for (const member of removed) tellRemoved(member, from, spot);
  for (const member of added) tellAdded(member, to, spot);
}

interface Matched {
  readonly pairs: readonly Pair<DocumentNode>[];
  readonly removed: readonly DocumentNode[];
  readonly added: readonly DocumentNode[];
}

/** The same first; then what is written in place on both sides, and of one title or else of one type: the same form, changed. */
function matchMembers(before: readonly DocumentNode[], after: readonly DocumentNode[]): Matched {
  const same = matchBy(before, after, ({ value }) => refOf(value) || printValue(value));
  const alike = matchBy(same.removed, same.added, formOf);
  return { ...alike, pairs: [...same.pairs, ...alike.pairs] };
}

/** @param keyOf null: it is like no other */
function matchBy(
  before: readonly DocumentNode[],
  after: readonly DocumentNode[],
  keyOf: (member: DocumentNode) => string | null,
): Matched {
  const waiting = new Map<string, DocumentNode[]>();
  for (const member of before) {
    const key = keyOf(member);
    if (key === null) continue;
    const found = waiting.get(key) ?? [];
    found.push(member);
    waiting.set(key, found);
  }
  for (const found of waiting.values()) found.reverse();
  const matched = new Set<DocumentNode>();
  const pairs: Pair<DocumentNode>[] = [];
  for (const to of after) {
    const from = waiting.get(keyOf(to) ?? "")?.pop();
    if (from === undefined) continue;
    pairs.push({ from, to });
    matched.add(from).add(to);
  }
  const isLeft = (member: DocumentNode): boolean => !matched.has(member);
  return { pairs, removed: before.filter(isLeft), added: after.filter(isLeft) };
}

function formOf(member: DocumentNode): string | null {
  if (refOf(member.value) !== "") return null;
  const title = textAt(member, "title");
  return title === null ? `type ${printValue(fieldsOf(member.value)["type"])}` : `title ${title}`;
}

function tellAdded(member: DocumentNode, { keyword }: Union, spot: SchemaSpot): void {
  const message = `${nameOf(member)} added to the forms that it may have`;
  tell(spot, { code: `${codeOf(keyword)}-added`, move: "widened", message, to: member.pointer });
}

function tellRemoved(member: DocumentNode, { keyword }: Union, spot: SchemaSpot): void {
  const message = `${nameOf(member)} removed from the forms that it may have`;
  tell(spot, {
    code: `${codeOf(keyword)}-removed`,
    move: "narrowed",
    message,
    to: null,
    from: member.pointer,
  });
}

function codeOf(keyword: Union["keyword"]): string {
  return keyword === "oneOf" ? "one-of" : "any-of";
}

function nameOf(member: DocumentNode): string {
  const name = refOf(member.value).split("/").at(-1) ?? "";
  const shown = name === "" ? (textAt(member, "title") ?? textAt(member, "type") ?? "a schema") : name;
  return shown.slice(0, 100);
}

function nameInUnion({ where }: SchemaSpot, member: DocumentNode): string {
  const name = `(${nameOf(member)})`;
  return where === "" ? name : `${where} ${name}`;
}

const FOR_TOOLS = "It helps programs to choose among the forms; the forms are told apart by themselves.";

export function compareDiscriminators({ from, to }: Pair<Shape>, spot: SchemaSpot): void {
  const before = keywordOf(from, "discriminator");
  const after = keywordOf(to, "discriminator");
  const told = { level: "compatible", why: FOR_TOOLS } as const;
  if (before === null && after === null) return;
  if (before === null || after === null) {
    const place = after === null ? { to: null, from: before?.pointer ?? "" } : { to: after.pointer };
    const verb = after === null ? "removed" : "added";
    tell(spot, { code: `discriminator-${verb}`, ...told, message: `discriminator ${verb}`, ...place });
    return;
  }
  if (propertyIn(before) !== propertyIn(after)) {
    const message = "discriminator names another property";
    tell(spot, { code: "discriminator-property-name-changed", ...told, message, to: after.pointer });
  }
  compareMappings({ from: before, to: after }, spot);
}

/** OpenAPI 2.0 has the name alone. */
function propertyIn(node: DocumentNode): unknown {
  return typeof node.value === "string" ? node.value : textAt(node, "propertyName");
}

function compareMappings({ from, to }: Pair<DocumentNode>, spot: SchemaSpot): void {
  const before = new Map(mappingOf(from));
  const after = new Map(mappingOf(to));
  for (const verb of ["mapping-added", "mapping-deleted", "mapping-changed"] as const) {
    const names = [...(verb === "mapping-added" ? after : before).keys()].filter((name) => {
      if (verb === "mapping-added") return !before.has(name);
      if (verb === "mapping-deleted") return !after.has(name);
      return after.has(name) && !equalValues(before.get(name), after.get(name));
    });
    if (names.length === 0) continue;
    const message = `${verb.replace("-", " ")} in the discriminator: ${names.slice(0, 5).join(", ").slice(0, 200)}`;
    tell(spot, {
      code: `discriminator-${verb}`,
      level: "compatible",
      why: FOR_TOOLS,
      message,
      to: to.pointer,
    });
  }
}

function mappingOf(discriminator: DocumentNode): readonly (readonly [string, unknown])[] {
  const mapping = entriesOf(discriminator).find(([key]) => key === "mapping")?.[1] ?? null;
  return entriesOf(mapping).map(([name, { value }]) => [name, value] as const);
}
