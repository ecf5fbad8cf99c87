/** JSON as a source tree. The text is known to be JSON, and not too deep for a recursive walk. */
import { stringValue } from "../schema/scan-json.ts";
import { dedent, dedentLead } from "./indentation.ts";
import {
  type Layout,
  numberList,
  numberMap,
  numberScalar,
  type SourceEntry,
  stringToken,
  type ValueNumbers,
} from "./source-tree.ts";

interface Cursor {
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
  const cursor: Cursor = { text, numbers, at: 0, isUneven: false };
  const { entry } = readEntry(cursor, { indent: "", hasKey: false });
  return { root: { ...entry, trail: text.slice(cursor.at) }, isPrintable: !cursor.isUneven };
}

interface Place {
  /** Of the line that the container stands in. */
  readonly indent: string;
  readonly hasKey: boolean;
}

interface PlacedEntry {
  readonly entry: SourceEntry;
  /** Its indentation, where it begins a line. */
  readonly indent: string | null;
}

function readEntry(cursor: Cursor, place: Place): PlacedEntry {
  const leadText = takeSpace(cursor);
  const lineStart = leadText.lastIndexOf("\n");
  const own = lineStart === -1 ? null : leadText.slice(lineStart + 1);
  const indent = own ?? place.indent;
  const lead = dedentLead(leadText, indent) ?? leadText;
  const start = cursor.at;
  const key = place.hasKey ? takeKey(cursor) : "";
  const value = readValue(cursor, indent);
  const head = cursor.text.slice(start, value.start);
  const entry = { key, lead, head: dedent(head + value.open, indent), ...value.parts };
  return { entry: { ...entry, trail: dedent(takeTrail(cursor), indent) }, indent: own };
}

type ValueParts = Omit<SourceEntry, "key" | "lead" | "head" | "trail">;

interface Value {
  readonly start: number;
  readonly open: string;
  readonly parts: ValueParts;
}

function readValue(cursor: Cursor, indent: string): Value {
  const start = cursor.at;
  const open = cursor.text.charAt(start);
  if (open === "{" || open === "[") return { start, open, parts: readContainer(cursor, indent, open) };
  const token = takeScalar(cursor);
  const isString = open === '"';
  const string = isString ? stringValue(cursor.text, start, cursor.at) : null;
  const id = numberScalar(cursor.numbers, string === null ? `p${token}` : stringToken(string));
  return {
    start,
    open: "",
    parts: { id, kind: "scalar", properties: "", string, text: token, layout: null, entries: [] },
  };
}

function readContainer(cursor: Cursor, indent: string, open: "{" | "["): ValueParts {
  cursor.at++;
  const placed: PlacedEntry[] = [];
  const closer = open === "{" ? "}" : "]";
  while (nextChar(cursor) !== closer) {
    placed.push(readEntry(cursor, { indent, hasKey: open === "{" }));
    if (cursor.text.charAt(cursor.at) === ",") cursor.at++;
  }
  const close = dedent(takeSpace(cursor) + closer, indent);
  cursor.at++;
  const entries = placed.map(({ entry }) => entry);
  const layout: Layout = { offset: offsetOf(cursor, placed, indent), separator: ",", close };
  return {
    ...valueOf(cursor.numbers, open, entries),
    string: null,
    text: "",
    properties: "",
    layout,
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

function offsetOf(cursor: Cursor, placed: readonly PlacedEntry[], indent: string): string {
  const [own = indent, ...others] = new Set(
    placed.flatMap((one) => (one.indent === null ? [] : [one.indent])),
  );
  if (others.length === 0 && own.startsWith(indent)) return own.slice(indent.length);
  cursor.isUneven = true;
  return "";
}

function takeKey(cursor: Cursor): string {
  const start = cursor.at;
  takeScalar(cursor);
  const key = stringValue(cursor.text, start, cursor.at);
  takeSpace(cursor);
  cursor.at++;
  takeSpace(cursor);
  return key;
}

/** White space before a comma belongs to the entry, before the end of its container to that. */
function takeTrail(cursor: Cursor): string {
  const start = cursor.at;
  const trail = takeSpace(cursor);
  if (cursor.text.charAt(cursor.at) === ",") return trail;
  cursor.at = start;
  return "";
}

function nextChar(cursor: Cursor): string {
  const start = cursor.at;
  takeSpace(cursor);
  const char = cursor.text.charAt(cursor.at);
  cursor.at = start;
  return char;
}

function takeSpace(cursor: Cursor): string {
  const start = cursor.at;
  for (; cursor.at < cursor.text.length; cursor.at++) {
    const code = cursor.text.charCodeAt(cursor.at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break;
  }
  return cursor.text.slice(start, cursor.at);
}

const BARE = /[^\s,\]}]+/y;

function takeScalar(cursor: Cursor): string {
  const start = cursor.at;
  if (cursor.text.charAt(start) === '"') cursor.at = endOfString(cursor.text, start);
  else {
    BARE.lastIndex = start;
    cursor.at = BARE.test(cursor.text) ? BARE.lastIndex : start + 1;
  }
  return cursor.text.slice(start, cursor.at);
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === "\\" ? 2 : 1;
  return at + 1;
}
