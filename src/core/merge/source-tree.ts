/**
 * A JSON or YAML text taken apart into its entries (members of maps, items of lists), so that nothing is lost: printed again,
 * the entries give the text. Values are numbered: equal numbers, equal values, however they are written.
 *
 * Aliases are values of their own, never followed: the tree is as large as the text.
 */
import { reindent, reindentLead } from "./indentation.ts";

/** Text of an entry. Below its first line it is without the entry's indentation (see indentation.ts). */
export interface EntryText {
  /** White space and comments before it; ends with a newline where the entry begins a line. */
  readonly lead: string;
  /** The key, or the dash of an item; of a container also what opens it. */
  readonly head: string;
  /** The value where it is not taken apart, else empty. */
  readonly text: string;
  /** What follows on the value's last line. */
  readonly trail: string;
  /** Null where the value is not taken apart. */
  readonly layout: Layout | null;
}

export interface Layout {
  /** The indentation of the entries beyond that of their container. */
  readonly offset: string;
  readonly separator: "" | ",";
  /** Ends the container. */
  readonly close: string;
}

export interface SourceEntry extends EntryText {
  /** Empty for items. */
  readonly key: string;
  readonly id: number;
  readonly kind: "map" | "list" | "scalar";
  /** Anchor and tag. */
  readonly properties: string;
  /** The value of a string. */
  readonly string: string | null;
  readonly entries: readonly SourceEntry[];
}

/** What can be printed. */
export interface PrintableEntry extends EntryText {
  readonly entries: readonly PrintableEntry[];
}

/** Numbers of values by what they consist of; shared by all texts that are compared. */
export type ValueNumbers = Map<string, number>;

export function numberScalar(numbers: ValueNumbers, token: string): number {
  return numberOf(numbers, `=${token}`);
}

export function stringToken(value: string): string {
  return `s${value}`;
}

/** The order of a map's members does not count. */
export function numberMap(
  numbers: ValueNumbers,
  properties: string,
  members: Iterable<readonly [key: string, id: number]>,
): number {
  const signed = [...members].map(([key, id]) => `${id}:${key.length}:${key}`).toSorted();
  return numberOf(numbers, `{${properties}{${signed.join("")}`);
}

export function numberList(numbers: ValueNumbers, properties: string, ids: readonly number[]): number {
  return numberOf(numbers, `[${properties}[${ids.join()}`);
}

function numberOf(numbers: ValueNumbers, signature: string): number {
  const known = numbers.get(signature);
  if (known !== undefined) return known;
  numbers.set(signature, numbers.size);
  return numbers.size - 1;
}

/** The whole text, of its root. */
export function printSource(root: PrintableEntry): string {
  const parts: string[] = [];
  print(root, "", parts);
  return parts.join("");
}

function print(entry: PrintableEntry, indent: string, parts: string[]): void {
  parts.push(reindentLead(entry.lead, indent), reindent(entry.head, indent), reindent(entry.text, indent));
  const { layout } = entry;
  if (layout !== null) {
    for (const [index, child] of entry.entries.entries()) {
      if (index > 0) parts.push(layout.separator);
      print(child, childIndent(layout, child, indent), parts);
    }
    parts.push(reindent(layout.close, indent));
  }
  parts.push(reindent(entry.trail, indent));
}

/** In JSON an entry that does not begin a line counts from the line that it is in; in YAML from its own column. */
function childIndent({ offset, separator }: Layout, { lead }: EntryText, indent: string): string {
  return separator === "," && !lead.includes("\n") ? indent : indent + offset;
}
