/** JSON as a source tree. The text is known to be JSON, and not too deep for a recursive walk. */
import { stringValue } from "../schema/scan-json.ts";
import type { SourceEntry, SourceText } from "./source-tree.ts";
import {
  numberList,
  numberMap,
  numberScalar,
  numberString,
  signatureOf,
  type ValueNumbers,
} from "./value-numbers.ts";

interface Cursor {
  readonly source: SourceText;
  readonly text: string;
  readonly numbers: ValueNumbers;
  at: number;
  /** The indentation is not the same all over a container: its entries cannot be moved. */
  isUneven: boolean;
}

/** The root; `isPrintable` is false where the text cannot be printed again. */
export function readJsonSource(
  text: string,
  numbers: ValueNumbers,
): { readonly root: SourceEntry; readonly isPrintable: boolean } {
  const source = { text, separator: "," } as const;
  const cursor: Cursor = { source, text, numbers, at: 0, isUneven: false };
  const entry = readEntry(cursor, { indent: "", entryIndent: "", hasKey: false });
  return { root: { ...entry, end: text.length }, isPrintable: !cursor.isUneven };
}

interface Place {
  /** Of the line that the container stands in. */
  readonly indent: string;
  /** Of entries that begin a line; null until there is one. */
  readonly entryIndent: string | null;
  readonly hasKey: boolean;
}

function readEntry(cursor: Cursor, place: Place): SourceEntry {
  const from = cursor.at;
  skipSpace(cursor);
  const start = cursor.at;
  const indent = indentOf(cursor, from, place);
  const key = place.hasKey ? takeKey(cursor) : "";
  const value = readValue(cursor, indent);
  const valueEnd = cursor.at;
  const end = takeTrail(cursor);
  const { source } = cursor;
  return { key, ...value, properties: "", source, indent, from, start, valueEnd, end };
}

/** One text for entries of one indentation, to spare memory. */
function indentOf(cursor: Cursor, from: number, { indent, entryIndent }: Place): string {
  const lineStart = cursor.text.lastIndexOf("\n", cursor.at - 1) + 1;
  if (lineStart <= from) return indent;
  const own = cursor.text.slice(lineStart, cursor.at);
  if (entryIndent === null) return own;
  if (own !== entryIndent) cursor.isUneven = true;
  return entryIndent;
}

type Value = Pick<SourceEntry, "id" | "kind" | "headEnd" | "closeFrom" | "offset" | "entries">;

function readValue(cursor: Cursor, indent: string): Value {
  const { text, numbers } = cursor;
  const start = cursor.at;
  const open = text.charAt(start);
  if (open === "{" || open === "[") return readContainer(cursor, indent, open);
  skipScalar(cursor);
  const id =
    open === '"'
      ? numberString(numbers, stringValue(text, start, cursor.at))
      : numberScalar(numbers, text.slice(start, cursor.at));
  return { id, kind: "scalar", headEnd: start, closeFrom: cursor.at, offset: null, entries: NONE };
}

const NONE: readonly SourceEntry[] = [];

function readContainer(cursor: Cursor, indent: string, open: "{" | "["): Value {
  const headEnd = ++cursor.at;
  const entries: SourceEntry[] = [];
  let entryIndent: string | null = null;
  while (!isClosing(cursor)) {
    const entry = readEntry(cursor, { indent, entryIndent, hasKey: open === "{" });
    entries.push(entry);
    if (cursor.text.lastIndexOf("\n", entry.start - 1) >= entry.from) entryIndent = entry.indent;
    if (cursor.text.charAt(cursor.at) === ",") cursor.at++;
  }
  const closeFrom = cursor.at;
  skipSpace(cursor);
  cursor.at++;
  const own = entryIndent ?? indent;
  if (!own.startsWith(indent)) cursor.isUneven = true;
  return {
    ...valueOf(cursor.numbers, open, entries),
    headEnd,
    closeFrom,
    offset: own.slice(indent.length),
    entries,
  };
}

function valueOf(
  numbers: ValueNumbers,
  open: "{" | "[",
  entries: readonly SourceEntry[],
): Pick<SourceEntry, "id" | "kind"> {
  if (open === "[") {
    const ids = entries.map(({ id }) => id);
    return { kind: "list", id: numberList(numbers, "", ids) };
  }
  return {
    kind: "map",
    id: numberMap(
      numbers,
      "",
      entries.map(({ key, id }) => [key, id] as const),
    ),
  };
}

function takeKey(cursor: Cursor): string {
  const start = cursor.at;
  skipScalar(cursor);
  const id = numberString(cursor.numbers, stringValue(cursor.text, start, cursor.at));
  skipSpace(cursor);
  cursor.at++;
  skipSpace(cursor);
  return signatureOf(cursor.numbers, id);
}

/** White space before a comma belongs to the entry, before the end of its container to that. */
function takeTrail(cursor: Cursor): number {
  const start = cursor.at;
  skipSpace(cursor);
  if (cursor.text.charAt(cursor.at) !== ",") cursor.at = start;
  return cursor.at;
}

function isClosing(cursor: Cursor): boolean {
  const start = cursor.at;
  skipSpace(cursor);
  const char = cursor.text.charAt(cursor.at);
  cursor.at = start;
  return char === "}" || char === "]" || char === "";
}

function skipSpace(cursor: Cursor): void {
  for (; cursor.at < cursor.text.length; cursor.at++) {
    const code = cursor.text.charCodeAt(cursor.at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
  }
}

const BARE = /[^\s,\]}]+/y;

function skipScalar(cursor: Cursor): void {
  const start = cursor.at;
  if (cursor.text.charAt(start) === '"') {
    cursor.at = endOfString(cursor.text, start);
    return;
  }
  BARE.lastIndex = start;
  cursor.at = BARE.test(cursor.text) ? BARE.lastIndex : start + 1;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === "\\" ? 2 : 1;
  return at + 1;
}
