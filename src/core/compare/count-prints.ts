/** Counts parts that are told apart by a print: equal where the part is. */
import type { Pair, PartCount } from "./change.ts";

export interface PrintedPart {
  /** Equal where the part is. */
  readonly print: string;
  /** The part of the first group that it belongs to: where that is new or gone, this one is not counted by itself. */
  readonly within?: string;
}

export type PrintedParts = ReadonlyMap<string, PrintedPart>;

const NONE: PrintedParts = new Map();

/** @param outer the first group, which others may be within */
export function countPrints(
  { one, many }: Pick<PartCount, "one" | "many">,
  { from, to }: Pair<PrintedParts>,
  outer: Pair<PrintedParts> = { from: NONE, to: NONE },
): PartCount {
  const counts = ({ within }: PrintedPart): boolean =>
    within === undefined || (outer.from.has(within) && outer.to.has(within));
  const added = [...to].filter(([key, part]) => !from.has(key) && counts(part)).length;
  const removed = [...from].filter(([key, part]) => !to.has(key) && counts(part)).length;
  const changed = [...to].filter(([key, { print }]) => (from.get(key)?.print ?? print) !== print).length;
  return { one, many, added, removed, changed };
}
