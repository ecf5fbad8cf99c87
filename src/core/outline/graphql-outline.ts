/** GraphQL SDL: the operations first, then each type with its fields. */
import type { FoundEntry, FoundGroup } from "./outline.ts";
import { type Token, tokensOf } from "./tokens.ts";

const DEFINED: ReadonlySet<string> = new Set([
  "type",
  "interface",
  "input",
  "enum",
  "union",
  "scalar",
  "directive",
]);
const ROOTS: ReadonlyMap<string, string> = new Map([
  ["Query", "Queries"],
  ["Mutation", "Mutations"],
  ["Subscription", "Subscriptions"],
]);
const OPENS: ReadonlySet<string> = new Set(["{", "(", "["]);
const CLOSES: ReadonlySet<string> = new Set(["}", ")", "]"]);

interface Field extends FoundEntry {
  detail: string;
}

class Reading {
  readonly definitions: { readonly keyword: string; readonly name: string; readonly fields: Field[] }[] = [];
  /** The brackets that are open. */
  readonly open: string[] = [];
  /** The type of the last field is being read. */
  isType = false;
  isBroken = false;
}

/** Null where brackets do not match: somebody is writing. */
export function outlineGraphql(text: string): readonly FoundGroup[] | null {
  const reading = new Reading();
  let [before, current]: [Token | null, Token | null] = [null, null];
  for (const next of tokensOf(text, "graphql")) {
    if (current !== null) read(reading, { before, current, next });
    [before, current] = [current, next];
  }
  if (current !== null) read(reading, { before, current, next: null });
  if (reading.isBroken || reading.open.length > 0) return null;
  return groupsOf(reading);
}

interface Place {
  readonly before: Token | null;
  readonly current: Token;
  readonly next: Token | null;
}

function read(reading: Reading, place: Place): void {
  const { text } = place.current;
  if (reading.isType) readType(reading, place);
  else if (reading.open.length === 0) define(reading, place);
  else if (reading.open.length === 1 && reading.open[0] === "{") readField(reading, place);
  if (OPENS.has(text)) reading.open.push(text);
  else if (CLOSES.has(text) && reading.open.pop() === undefined) reading.isBroken = true;
}

function define({ definitions }: Reading, { before, current, next }: Place): void {
  if (!DEFINED.has(current.text) || next === null || before?.text === "@") return;
  const name = current.text === "directive" ? "" : next.text;
  definitions.push({
    keyword: before?.text === "extend" ? `extend ${current.text}` : current.text,
    name,
    fields: [{ label: `${current.text} ${name}`, detail: "", offset: current.offset }],
  });
}

function readField(reading: Reading, { before, current, next }: Place): void {
  const definition = reading.definitions.at(-1);
  if (definition === undefined || before?.text === "@") return;
  if (current.text === ":") reading.isType = true;
  else if (definition.keyword.endsWith("enum") || next?.text === ":" || next?.text === "(") {
    if (!/^\w/.test(current.text)) return;
    definition.fields.push({ label: current.text, detail: "", offset: current.offset });
  }
}

function readType(reading: Reading, { current, next }: Place): void {
  const field = reading.definitions.at(-1)?.fields.at(-1);
  if (field !== undefined) field.detail += current.text;
  reading.isType = current.text === "[" || next?.text === "!" || next?.text === "]";
}

function groupsOf({ definitions }: Reading): readonly FoundGroup[] {
  const roots = [...ROOTS].map(([name, label]) => ({
    label,
    entries: definitions
      .filter((it) => it.keyword.endsWith("type") && it.name === name)
      .flatMap(({ fields }) => fields.slice(1)),
  }));
  const types = definitions
    .filter(({ name, fields }) => name !== "" && !ROOTS.has(name) && fields.length > 1)
    .map(({ keyword, name, fields }) => ({ label: `${keyword} ${name}`, entries: fields }));
  const single = definitions.filter(({ name, fields }) => name !== "" && fields.length === 1);
  return [...roots, ...types, { label: "Other types", entries: single.flatMap(({ fields }) => fields) }];
}
