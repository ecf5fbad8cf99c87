/**
 * YAML as a source tree. Block collections are taken apart into their entries; what is written in flow style, or with keys that
 * are more than scalars, stays in one piece.
 */
import { dedentLead } from "../core/merge/indentation.ts";
import type { SourceEntry, SourceText } from "../core/merge/source-tree.ts";
import { endOfLine, type YamlNode } from "./merge-yaml-nodes.ts";

/** The root as an entry. */
export function readYamlSource(text: string, node: YamlNode): SourceEntry {
  const source: SourceText = { text, separator: "" };
  const end = text.length;
  const place = { key: "", source, indent: "", from: 0, start: 0, end };
  const laidOut = layOut(source, node, { start: 0, indent: "", headEnd: 0 });
  if (laidOut !== null) return { ...valueOf(node), ...place, ...laidOut };
  return { ...whole(source, node), ...place, headEnd: 0, closeFrom: end, valueEnd: end };
}

function valueOf({ id, kind, properties }: YamlNode): Pick<SourceEntry, "id" | "kind" | "properties"> {
  return { id, kind, properties };
}

const NOWHERE = { from: 0, start: 0, headEnd: 0, closeFrom: 0, valueEnd: 0, end: 0, indent: "" } as const;
const NONE: readonly SourceEntry[] = [];

/** Not taken apart: its entries are values without places, for the merge of values. */
function whole(source: SourceText, node: YamlNode): Omit<SourceEntry, "key"> {
  const entries = node.entries.map(({ key, value }) => ({ key, ...whole(source, value) }));
  return {
    ...valueOf(node),
    source,
    ...NOWHERE,
    offset: null,
    entries: entries.length === 0 ? NONE : entries,
  };
}

interface Place {
  /** Where the text of the entry begins, and where what stands on its own line before the value ends. */
  readonly start: number;
  readonly headEnd: number;
  readonly indent: string;
}

type LaidOut = Pick<SourceEntry, "entries" | "offset" | "headEnd" | "closeFrom" | "valueEnd">;

/** The entries of a block collection with all that stands between them. */
function layOut(source: SourceText, node: YamlNode, place: Place): LaidOut | null {
  if (!node.isBlock || node.entries.length === 0) return null;
  const { text } = source;
  const indent = indentTo(text, node.start, place.indent);
  if (indent === null) return null;
  const isRoot = place.headEnd === 0;
  const isInLine = isRoot || endOfLine(text, place.headEnd) > node.start;
  const headEnd = isInLine ? place.headEnd : endOfLine(text, place.headEnd);
  const entries: SourceEntry[] = [];
  let end = headEnd;
  for (const child of node.entries) {
    const entry = readEntry(source, child, { isItem: node.kind === "list", from: end, indent });
    if (entry === null) return null;
    entries.push(entry);
    ({ end } = entry);
  }
  return { entries, offset: indent.slice(place.indent.length), headEnd, closeFrom: end, valueEnd: end };
}

/** As many spaces as stand before the place in its line, whatever stands there; null where that is less than around it. */
function indentTo(text: string, at: number, around: string): string | null {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  if (text.slice(lineStart, at).includes("\t")) return null;
  const width = at - lineStart;
  if (width === around.length) return around;
  return width < around.length ? null : " ".repeat(width);
}

interface EntryPlace {
  readonly isItem: boolean;
  /** The end of the entry before. */
  readonly from: number;
  readonly indent: string;
}

function readEntry(
  source: SourceText,
  { key, keyStart, keyEnd, value }: YamlNode["entries"][number],
  { isItem, from, indent }: EntryPlace,
): SourceEntry | null {
  const { text } = source;
  const start = isItem ? dashAfter(text, from) : keyStart;
  const headEnd = isItem ? start + 1 : colonAfter(text, keyEnd);
  if (start === -1 || headEnd <= 0) return null;
  if (indentTo(text, start, indent) !== indent || dedentLead(text.slice(from, start), indent) === null)
    return null;
  const place = { key, source, indent, from, start };
  const laidOut = layOut(source, value, { start, headEnd, indent });
  if (laidOut !== null) return { ...valueOf(value), ...place, ...laidOut, end: laidOut.valueEnd };
  const valueEnd = Math.max(value.end, headEnd);
  const end = endOfLine(text, valueEnd);
  return { ...whole(source, value), ...place, headEnd, closeFrom: valueEnd, valueEnd, end };
}

/** The dash in the first line that is not blank or a comment; -1 where there is none. */
function dashAfter(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (text.charAt(at) === " " || text.charAt(at) === "\n") at++;
    if (text.charAt(at) !== "#") return text.charAt(at) === "-" ? at : -1;
    at = endOfLine(text, at);
  }
}

/** Behind the colon of a key; -1 where it is not on the key's line. */
function colonAfter(text: string, keyEnd: number): number {
  let at = keyEnd;
  while (text.charAt(at) === " ") at++;
  return text.charAt(at) === ":" ? at + 1 : -1;
}
