/** Two texts of a document compared, as it is told. */
import type { ChangeLevel, ChangePlace, FoundChange } from "./change.ts";
import type { TextDiff } from "./unified-diff.ts";

export interface LocatedChange extends Omit<FoundChange, "at"> {
  readonly place: {
    readonly side: ChangePlace["side"];
    /** From 1. */
    readonly line: number;
    readonly column: number;
  };
}

export interface NamedChanges {
  /** The worst first, and no more than are read. */
  readonly changes: readonly LocatedChange[];
  /** Of all. */
  readonly levels: LevelCounts;
  /** `+2 operations, ~1`; null where nothing that is counted differs. */
  readonly summary: string | null;
  /** There is more than was looked at, or is told. */
  readonly isCut: boolean;
}

export type LevelCounts = Readonly<Record<ChangeLevel, number>>;

/** `kind`: of what the texts are, changes are not named. `kinds`: they are of different kinds. `unread`: one does not parse. `effort`: it takes too much. */
export type Unnamed = "kind" | "kinds" | "unread" | "effort";

export interface DocumentComparison {
  /** Null where a side is no text, or too large. */
  readonly text: TextDiff | null;
  readonly named: NamedChanges | Unnamed;
}

/** Never throws for what the texts hold. */
export interface Comparer {
  compare(from: Uint8Array, to: Uint8Array): Promise<ComparisonAnswer>;
}

export type ComparisonAnswer =
  | { readonly kind: "compared"; readonly comparison: DocumentComparison }
  | {
      readonly kind: "failed";
      readonly failure: "timeout" | "memory" | "crashed" | "ended" | "stopped" | "busy";
    };

/** It says nothing about the texts. */
export function isPassing({ failure }: Extract<ComparisonAnswer, { kind: "failed" }>): boolean {
  return failure === "busy" || failure === "stopped";
}
