/** White space before the entries of a merged container: an entry may come first that was not first before, or the other way about. */
import { type EntryText, type MergedEntry, type PrintableEntry, textOf } from "./source-tree.ts";

export function placeLeads(
  entries: readonly PrintableEntry[],
  { separator }: EntryText,
  { store, remote }: { readonly store: PrintableEntry; readonly remote: PrintableEntry },
): readonly PrintableEntry[] {
  const model = store.entries.length > 0 ? store.entries : remote.entries;
  const [head] = model;
  const first = head === undefined ? "" : leadOf(head);
  const blank = model.find((entry, index) => index > 0 && isBlank(leadOf(entry)));
  const next = blank === undefined ? (separator === "" ? "\n" : null) : leadOf(blank);
  return entries.map((entry, index) => {
    const lead = leadOf(entry);
    if (!isBlank(lead)) return entry;
    if (index === 0) return isBlank(first) ? withLead(entry, first) : entry;
    return lead.includes("\n") || next === null ? entry : withLead(entry, next);
  });
}

function leadOf(entry: PrintableEntry): string {
  return textOf(entry).lead;
}

export function withLead(entry: PrintableEntry, lead: string): PrintableEntry | MergedEntry {
  const text = textOf(entry);
  return text.lead === lead ? entry : { text: { ...text, lead }, entries: entry.entries };
}

function isBlank(lead: string): boolean {
  return lead.trim() === "";
}
