/** Of all changes that were found, those that are told. */
import { bySeverity, type ChangeLevel } from "./change.ts";
import type { LevelCounts } from "./document-comparison.ts";

/** More would not be read. */
const MAX_TOLD = 1000;

export interface ToldChanges<Change> {
  /** The worst first. */
  readonly changes: readonly Change[];
  readonly levels: LevelCounts;
  readonly isCut: boolean;
}

export function tellWorst<Change extends { readonly level: ChangeLevel | null }>(
  found: readonly Change[],
): ToldChanges<Change> {
  const countOf = (wanted: ChangeLevel): number => found.filter(({ level }) => level === wanted).length;
  return {
    changes: found.toSorted(bySeverity).slice(0, MAX_TOLD),
    levels: {
      breaking: countOf("breaking"),
      dangerous: countOf("dangerous"),
      compatible: countOf("compatible"),
    },
    isCut: found.length > MAX_TOLD,
  };
}
