/** White space before the entries of a merged container: an entry may come first that was not first before, or the other way about. */
import type { Layout, PrintableEntry } from "./source-tree.ts";

export function placeLeads(
  entries: readonly PrintableEntry[],
  layout: Layout,
  { store, remote }: { readonly store: PrintableEntry; readonly remote: PrintableEntry },
): readonly PrintableEntry[] {
  const model = store.entries.length > 0 ? store.entries : remote.entries;
  const first = model[0]?.lead ?? "";
  const next =
    model.slice(1).find(({ lead }) => isBlank(lead))?.lead ?? (layout.separator === "" ? "\n" : null);
  return entries.map((entry, index) => {
    if (!isBlank(entry.lead)) return entry;
    if (index === 0) return isBlank(first) ? { ...entry, lead: first } : entry;
    return entry.lead.includes("\n") || next === null ? entry : { ...entry, lead: next };
  });
}

function isBlank(lead: string): boolean {
  return lead.trim() === "";
}
