/** What differs between two texts of a document, named as people who call the API would name it. */

/**
 * `breaking`: who did everything right before may fail now. `dangerous`: some may, by what they took for granted.
 * `compatible`: nobody does.
 */
export type ChangeLevel = "breaking" | "dangerous" | "compatible";

/** A value of either document. */
export interface ChangePlace {
  /** `from` only where the thing is gone. */
  readonly side: "from" | "to";
  /** RFC 6901. Where nothing is there, the nearest parent is meant. */
  readonly pointer: string;
}

export interface FoundChange {
  /** From a closed set, such as `request-property-removed`. */
  readonly code: string;
  /** Null where nothing depends on the document, as on a collection. */
  readonly level: ChangeLevel | null;
  /** What of the document changed: `GET /pets`, `schema Pet`. Holds names of the document. */
  readonly part: string;
  /** Where within the part, and what. Holds names and values of the document. */
  readonly message: string;
  /** One sentence: why the level. */
  readonly why: string;
  readonly at: ChangePlace;
  /** The operations that are concerned, where the part is shared by several; some of them where there are many. */
  readonly operations: readonly string[];
  /** How many they are. */
  readonly operationCount: number;
}

/** How many of the parts by which people count are new, gone and changed. */
export interface PartCount {
  readonly one: string;
  readonly many: string;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** True: changes are told only beside additions and removals. */
  readonly isQuiet?: boolean;
}

export interface Comparison {
  readonly counts: readonly PartCount[];
  readonly changes: readonly FoundChange[];
  /** There is more than was looked at, or is told. */
  readonly isCut: boolean;
}

export interface Pair<T> {
  readonly from: T;
  readonly to: T;
}

/** `breaking` before `dangerous` before `compatible`. */
export function bySeverity(
  one: { readonly level: ChangeLevel | null },
  other: { readonly level: ChangeLevel | null },
): number {
  return rankOf(one.level) - rankOf(other.level);
}

function rankOf(level: ChangeLevel | null): number {
  return level === null ? 3 : ["breaking", "dangerous", "compatible"].indexOf(level);
}
