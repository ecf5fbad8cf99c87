/**
 * YAML as a source tree. Block collections are taken apart into their entries; what is written in flow style, or with keys that
 * are more than scalars, stays in one piece.
 */
import { dedent, dedentLead } from "../core/merge/indentation.ts";
import type { EntryText, Layout, SourceEntry } from "../core/merge/source-tree.ts";
import { endOfLine, type YamlNode } from "./merge-yaml-nodes.ts";

/** The root as an entry. */
export function readYamlSource(text: string, root: YamlNode): SourceEntry {
  const laidOut = layOut(text, root, { start: 0, indent: "", headEnd: 0 });
  if (laidOut === null) return toEntry("", root, { ...NO_TEXT, text });
  const { layout, entries, end } = laidOut;
  return toEntry("", root, { ...NO_TEXT, trail: text.slice(end), layout, entries });
}

const NO_TEXT: Pieces = { lead: "", head: "", text: "", trail: "", layout: null, entries: [] };

interface Pieces extends EntryText {
  readonly entries: readonly SourceEntry[];
}

function toEntry(key: string, node: YamlNode, pieces: Pieces): SourceEntry {
  const { id, kind, properties, string } = node;
  return {
    ...pieces,
    key,
    id,
    kind,
    properties,
    string,
    entries: pieces.layout === null ? valuesOf(node) : pieces.entries,
  };
}

/** Entries without text, for the merge of values. */
function valuesOf(node: YamlNode): readonly SourceEntry[] {
  return node.entries.map(({ key, value }) => toEntry(key, value, NO_TEXT));
}

interface Place {
  /** Where the text of the entry begins, and where what stands on its own line before the value ends. */
  readonly start: number;
  readonly headEnd: number;
  readonly indent: string;
}

interface LaidOut {
  readonly layout: Layout;
  readonly entries: readonly SourceEntry[];
  readonly headEnd: number;
  readonly end: number;
}

/** The entries of a block collection with all that stands between them. */
function layOut(text: string, node: YamlNode, place: Place): LaidOut | null {
  const [first] = node.entries;
  if (!node.isBlock || first === undefined) return null;
  const column = columnOf(text, node.start);
  if (column === null || column.length < place.indent.length) return null;
  const isInline = place.start !== place.headEnd && endOfLine(text, place.headEnd) > node.start;
  const headEnd = place.start === 0 || isInline ? place.headEnd : endOfLine(text, place.headEnd);
  const entries: SourceEntry[] = [];
  let end = headEnd;
  for (const child of node.entries) {
    const read = readEntry(text, child, { isItem: node.kind === "list", after: end, indent: column });
    if (read === null) return null;
    entries.push(read.entry);
    end = read.end;
  }
  const layout: Layout = { offset: column.slice(place.indent.length), separator: "", close: "" };
  return { layout, entries, headEnd, end };
}

/** As many spaces as stand before the place in its line, whatever stands there. */
function columnOf(text: string, at: number): string | null {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  return text.slice(lineStart, at).includes("\t") ? null : " ".repeat(at - lineStart);
}

interface EntryPlace {
  readonly isItem: boolean;
  /** The end of the entry before. */
  readonly after: number;
  readonly indent: string;
}

interface ReadEntry {
  readonly entry: SourceEntry;
  readonly end: number;
}

function readEntry(text: string, child: YamlNode["entries"][number], place: EntryPlace): ReadEntry | null {
  const { indent } = place;
  const start = place.isItem ? dashAfter(text, place) : child.keyStart;
  const headEnd = place.isItem ? start + 1 : colonAfter(text, child.keyEnd);
  if (start === -1 || headEnd <= 0) return null;
  const lead = dedentLead(text.slice(place.after, start), indent);
  if (lead === null) return null;
  const { key, value } = child;
  const laidOut = layOut(text, value, { start, headEnd, indent });
  if (laidOut !== null) {
    const head = dedent(text.slice(start, laidOut.headEnd), indent);
    const { layout, entries, end } = laidOut;
    return { entry: toEntry(key, value, { lead, head, text: "", trail: "", layout, entries }), end };
  }
  const valueEnd = Math.max(value.end, headEnd);
  const end = isLineEnd(text, valueEnd) ? valueEnd : endOfLine(text, valueEnd);
  const pieces = {
    lead,
    head: dedent(text.slice(start, headEnd), indent),
    text: dedent(text.slice(headEnd, valueEnd), indent),
    trail: text.slice(valueEnd, end),
  };
  return { entry: toEntry(key, value, { ...pieces, layout: null, entries: [] }), end };
}

function isLineEnd(text: string, at: number): boolean {
  return at >= text.length || text.charAt(at) === "\n";
}

/** The dash at the list's column in the first line that is not blank or a comment; -1 where there is none. */
function dashAfter(text: string, { after, indent }: EntryPlace): number {
  let at = after;
  for (;;) {
    while (at < text.length && (text.charAt(at) === " " || text.charAt(at) === "\n")) at++;
    if (text.charAt(at) !== "#") break;
    at = endOfLine(text, at);
  }
  return text.charAt(at) === "-" && columnOf(text, at)?.length === indent.length ? at : -1;
}

/** Behind the colon of a key; -1 where it is not on the key's line. */
function colonAfter(text: string, keyEnd: number): number {
  let at = keyEnd;
  while (text.charAt(at) === " ") at++;
  return text.charAt(at) === ":" ? at + 1 : -1;
}
