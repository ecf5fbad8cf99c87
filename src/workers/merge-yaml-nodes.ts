/** The events of one YAML document as nodes: what they are worth, and where their text begins and ends. */
import {
  type AliasEvent,
  type Event,
  EVENT_ID,
  getScalarValue,
  type ScalarEvent,
  SCALAR_STYLE,
  COLLECTION_STYLE,
} from "js-yaml";
import {
  numberList,
  numberMap,
  numberScalar,
  numberString,
  signatureOf,
  type ValueNumbers,
} from "../core/merge/value-numbers.ts";

export interface YamlNode {
  readonly id: number;
  readonly kind: "map" | "list" | "scalar";
  readonly properties: string;
  readonly isBlock: boolean;
  readonly entries: readonly YamlEntry[];
  /** Of a block collection: where its first entry begins. */
  readonly start: number;
  /** Behind the last character, without the newline that ends it; -1 where nothing is written. */
  readonly end: number;
}

export interface YamlEntry {
  readonly key: string;
  /** -1 for items, and for keys that are more than a plain or quoted scalar. */
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: YamlNode;
}

interface Cursor {
  readonly text: string;
  readonly events: readonly Event[];
  readonly numbers: ValueNumbers;
  at: number;
}

/** The root of the only document; null where there is none. */
export function readYamlNodes(
  text: string,
  events: readonly Event[],
  numbers: ValueNumbers,
): YamlNode | null {
  const at = events.findIndex(({ type }) => type === EVENT_ID.DOCUMENT) + 1;
  return at === 0 || at >= events.length ? null : readNode({ text, events, numbers, at });
}

function readNode(cursor: Cursor): YamlNode {
  const event = cursor.events[cursor.at++];
  if (event?.type === EVENT_ID.SCALAR) return readScalar(cursor, event);
  if (event?.type === EVENT_ID.ALIAS) return readAlias(cursor, event);
  if (event?.type === EVENT_ID.MAPPING || event?.type === EVENT_ID.SEQUENCE)
    return readCollection(cursor, event);
  throw new TypeError("A node is expected here.");
}

interface Properties {
  readonly anchorStart: number;
  readonly anchorEnd: number;
  readonly tagStart: number;
  readonly tagEnd: number;
}

function propertiesOf({ text }: Cursor, { anchorStart, anchorEnd, tagStart, tagEnd }: Properties): string {
  const anchor = anchorStart === -1 ? "" : `&${text.slice(anchorStart, anchorEnd)} `;
  return anchor + (tagStart === -1 ? "" : `${text.slice(tagStart, tagEnd)} `);
}

const LEAF = { kind: "scalar", isBlock: false, entries: [], start: -1 } as const;

function readScalar(cursor: Cursor, event: ScalarEvent): YamlNode {
  const { text, numbers } = cursor;
  const properties = propertiesOf(cursor, event);
  const value = getScalarValue(text, event);
  const isString = event.style !== SCALAR_STYLE.PLAIN || !MAY_BE_NO_STRING.test(value);
  const id =
    isString && properties === ""
      ? numberString(numbers, value)
      : numberScalar(numbers, `${properties}${isString ? "s" : "p"}${value}`);
  return { ...LEAF, id, properties, end: endOfScalar(text, event) };
}

/** Plain scalars that may be something else than text, in any version of YAML: these are told apart by how they are written. */
const MAY_BE_NO_STRING = /^(?:|~|[-+.]?\d.*|[-+]?\.(?:inf|nan)|null|true|false|y|n|yes|no|on|off|=|<<)$/i;

function endOfScalar(text: string, { style, valueStart, valueEnd, anchorEnd, tagEnd }: ScalarEvent): number {
  if (valueStart === -1) return Math.max(anchorEnd, tagEnd);
  if (style === SCALAR_STYLE.PLAIN) return valueEnd;
  if (isQuoted(style)) return valueEnd + 1;
  return text.charAt(valueEnd - 1) === "\n" ? valueEnd - 1 : valueEnd;
}

/** The quotes are not part of the value's range. */
function isQuoted(style: ScalarEvent["style"]): boolean {
  return style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
}

function readAlias({ text, numbers }: Cursor, { anchorStart, anchorEnd }: AliasEvent): YamlNode {
  const id = numberScalar(numbers, `*${text.slice(anchorStart, anchorEnd)}`);
  return { ...LEAF, id, properties: "", end: anchorEnd };
}

function readCollection(cursor: Cursor, event: Extract<Event, { style: 1 | 2; start: number }>): YamlNode {
  const isMap = event.type === EVENT_ID.MAPPING;
  const properties = propertiesOf(cursor, event);
  const entries: YamlEntry[] = [];
  while (cursor.events[cursor.at]?.type !== EVENT_ID.POP)
    entries.push(isMap ? readMember(cursor) : readItem(cursor));
  cursor.at++;
  const ids = entries.map(({ key, value }) => [key, value.id] as const);
  const { numbers } = cursor;
  return {
    id: isMap
      ? numberMap(numbers, properties, ids)
      : numberList(
          numbers,
          properties,
          ids.map(([, id]) => id),
        ),
    kind: isMap ? "map" : "list",
    properties,
    isBlock: event.style === COLLECTION_STYLE.BLOCK,
    entries,
    start: event.start,
    end: endOfEntries(cursor.text, entries, event),
  };
}

function readItem(cursor: Cursor): YamlEntry {
  return { key: "", keyStart: -1, keyEnd: -1, value: readNode(cursor) };
}

function readMember(cursor: Cursor): YamlEntry {
  const event = cursor.events[cursor.at];
  const key = readNode(cursor);
  const value = readNode(cursor);
  const name = signatureOf(cursor.numbers, key.id);
  const isSimple = event?.type === EVENT_ID.SCALAR && key.properties === "" && event.valueStart !== -1;
  if (!isSimple) return { key: name, keyStart: -1, keyEnd: key.end, value };
  const keyStart = event.valueStart - (isQuoted(event.style) ? 1 : 0);
  return { key: name, keyStart, keyEnd: key.end, value };
}

function endOfEntries(
  text: string,
  entries: readonly YamlEntry[],
  event: { style: number; start: number },
): number {
  const last = entries.at(-1);
  const end = last === undefined ? event.start : Math.max(last.value.end, last.keyEnd);
  return event.style === COLLECTION_STYLE.FLOW ? closingBracket(text, Math.max(end, event.start + 1)) : end;
}

/** Between the last entry and the bracket stand only white space, commas, colons and comments. */
function closingBracket(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "]" || char === "}") return at + 1;
    if (char === "#") at = endOfLine(text, at);
  }
  return text.length;
}

export function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
