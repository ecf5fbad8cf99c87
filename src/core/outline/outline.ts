/** What stands where in a schema: what people look for in it, in groups, each with its line. */

export interface OutlineEntry {
  readonly label: string;
  /** What says more about it; "" where nothing does. */
  readonly detail: string;
  /** From 1. */
  readonly line: number;
}

export interface OutlineGroup {
  readonly label: string;
  readonly entries: readonly OutlineEntry[];
}

export interface Outline {
  readonly groups: readonly OutlineGroup[];
  /** Entries beyond those that are kept. */
  readonly left: number;
}

/** Before offsets are lines. */
export interface FoundEntry {
  readonly label: string;
  readonly detail: string;
  readonly offset: number;
}

export interface FoundGroup {
  readonly label: string;
  readonly entries: readonly FoundEntry[];
}

/** No more is kept: who looks for more than that filters. */
const MAX_ENTRIES = 20_000;
const MAX_TEXT = 200;

export function toOutline(groups: readonly FoundGroup[], lineOf: (offset: number) => number): Outline {
  let room = MAX_ENTRIES;
  let left = 0;
  const kept = groups.map(({ label, entries }) => {
    const some = entries.slice(0, room);
    room -= some.length;
    left += entries.length - some.length;
    const told = some.map((entry) => ({
      label: short(entry.label),
      detail: short(entry.detail),
      line: lineOf(entry.offset),
    }));
    return { label: short(label), entries: told };
  });
  return { groups: kept.filter(({ entries }) => entries.length > 0), left };
}

function short(text: string): string {
  const line = text.slice(0, MAX_TEXT + 1).replaceAll(/\s+/g, " ");
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT)}…` : line;
}
