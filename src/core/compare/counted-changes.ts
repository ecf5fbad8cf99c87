/** How much differs between two texts, without what. */
import type { LevelCounts, NamedChanges, Unnamed } from "./document-comparison.ts";

export interface CountedChanges extends LevelCounts {
  /** Why there is nothing to count; null: all counts. */
  readonly unnamed: Unnamed | null;
  /** There is more than was looked at. */
  readonly isCut: boolean;
}

export function countChanges(named: NamedChanges | Unnamed): CountedChanges {
  if (typeof named === "string")
    return { breaking: 0, dangerous: 0, compatible: 0, unnamed: named, isCut: false };
  return { ...named.levels, unnamed: null, isCut: named.isCut };
}
