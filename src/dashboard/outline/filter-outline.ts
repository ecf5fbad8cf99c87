import type { Outline, OutlineGroup } from "../../core/outline/outline.ts";

/** The entries that hold every word, in themselves or in the name of their group. */
export function filterOutline({ groups }: Outline, filter: string): readonly OutlineGroup[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return groups;
  return groups.flatMap(({ label: group, entries }) => {
    const found = entries.filter(({ label, detail }) => {
      const text = `${group} ${label} ${detail}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    return found.length === 0 ? [] : [{ label: group, entries: found }];
  });
}
