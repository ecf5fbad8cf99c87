import type { SchemaSaved } from "../api/contract.ts";

/** What came of a save: the commit may be on its way still. */
export function savedWords({ number, links }: SchemaSaved): string {
  const [link] = links;
  if (link === undefined) return `Saved as revision ${number}.`;
  if (link.commit !== null)
    return `Saved as revision ${number}, and committed as ${link.commit.slice(0, 7)}.`;
  return `Saved as revision ${number}. The commit follows.`;
}
