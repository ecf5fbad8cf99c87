/**
 * A JSON or YAML text taken apart into its entries (members of maps, items of lists), so that nothing is lost: printed again,
 * the entries give the text. Entries hold places in the text and no text, since documents have hundreds of thousands of them.
 *
 * Aliases are values of their own, never followed: the tree is as large as the text.
 */
import { dedent, dedentLead, reindent, reindentLead } from "./indentation.ts";

export interface SourceText {
  /** With LF, and without byte order mark. */
  readonly text: string;
  /** Between two entries. */
  readonly separator: "" | ",";
}

export interface SourceEntry {
  /** What its map calls it (one text for equal keys); empty for items. */
  readonly key: string;
  /** Of the value, among the numbers of all texts that are compared. */
  readonly id: number;
  readonly kind: "map" | "list" | "scalar";
  /** Anchor and tag. */
  readonly properties: string;
  readonly source: SourceText;
  readonly indent: string;
  /** Where the entry before ends: white space and comments follow. */
  readonly from: number;
  /** Where the key, or the dash, begins. */
  readonly start: number;
  /** Of a container that is taken apart: where its first entry is `from`; else where the value begins. */
  readonly headEnd: number;
  /** Where what closes the container begins; where there is none, or the value is no container, its end. */
  readonly closeFrom: number;
  readonly valueEnd: number;
  /** Of the last line, or the separator's place. */
  readonly end: number;
  /** The indentation of the entries beyond the container's; null where the value is not taken apart. */
  readonly offset: string | null;
  readonly entries: readonly SourceEntry[];
}

/** Text of an entry. Below its first line it is without the entry's indentation (see indentation.ts). */
export interface EntryText {
  /** White space and comments before it; ends with a newline where the entry begins a line. */
  readonly lead: string;
  /** The key, or the dash of an item; of a container also what opens it. */
  readonly head: string;
  /** The value where it is not taken apart, else empty. */
  readonly value: string;
  /** Ends the container. */
  readonly close: string;
  /** What follows on the value's last line. */
  readonly trail: string;
  /** As in SourceEntry. */
  readonly offset: string | null;
  readonly separator: "" | ",";
}

/** An entry that was merged. */
export interface MergedEntry {
  readonly text: EntryText;
  readonly entries: readonly PrintableEntry[];
}

export type PrintableEntry = SourceEntry | MergedEntry;

export function textOf(entry: PrintableEntry): EntryText {
  if ("text" in entry) return entry.text;
  const { indent, from, start, headEnd, closeFrom, valueEnd, end, offset } = entry;
  const { text, separator } = entry.source;
  const lead = text.slice(from, start);
  return {
    lead: dedentLead(lead, indent) ?? lead,
    head: dedent(text.slice(start, headEnd), indent),
    value: offset === null ? dedent(text.slice(headEnd, closeFrom), indent) : "",
    close: dedent(text.slice(closeFrom, valueEnd), indent),
    trail: dedent(text.slice(valueEnd, end), indent),
    offset,
    separator,
  };
}

/** The whole text, of its root. */
export function printSource(root: PrintableEntry): string {
  const parts: string[] = [];
  print(root, "", parts);
  return parts.join("");
}

function print(entry: PrintableEntry, indent: string, parts: string[]): void {
  const { lead, head, value, close, trail, offset, separator } = textOf(entry);
  parts.push(reindentLead(lead, indent), reindent(head, indent), reindent(value, indent));
  if (offset !== null) {
    for (const [index, child] of entry.entries.entries()) {
      if (index > 0) parts.push(separator);
      // In JSON an entry that does not begin a line counts from the line that it is in; in YAML from its own column.
      const isInLine = separator === "," && !textOf(child).lead.includes("\n");
      print(child, isInLine ? indent : indent + offset, parts);
    }
  }
  parts.push(reindent(close, indent), reindent(trail, indent));
}
