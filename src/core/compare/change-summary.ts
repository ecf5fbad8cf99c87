/** What a commit or a pull request says of a change: its summary, and what it breaks. */
import type { NamedChanges, Unnamed } from "./document-comparison.ts";

export interface ChangeSummary {
  /** In few words of ours: `+2 operations, ~1`; null where nothing that is counted differs. */
  readonly summary: string | null;
  /** Each in a line, with names of the document; some of them where there are many. */
  readonly breaking: readonly string[];
  readonly breakingCount: number;
}

/** More would not be read in a commit. */
const MAX_BREAKING = 10;

/** Null where it is not known. */
export function changeSummaryOf(named: NamedChanges | Unnamed): ChangeSummary | null {
  if (typeof named === "string") return null;
  const { changes, levels, summary } = named;
  const breaking = changes.filter(({ level }) => level === "breaking");
  const lines = breaking.slice(0, MAX_BREAKING).map(({ part, message }) => `${part}: ${message}`);
  return { summary, breaking: lines, breakingCount: levels.breaking };
}

/** For one line; null where nothing is to be said. */
export function wordsOf({
  summary,
  breakingCount,
}: Pick<ChangeSummary, "summary" | "breakingCount">): string | null {
  if (breakingCount === 0) return summary;
  return `${summary ?? "updated"}, ${breakingCount} breaking`;
}
