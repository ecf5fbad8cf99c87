/** A comparison in few words of ours: `+2 operations, -1, ~3`. Names of the document are not in it. */
import type { PartCount } from "./change.ts";

/** Groups that tell the most of all that changed; more would not be read. */
const MAX_GROUPS = 2;

/** Null where no part differs. */
export function summaryOf(counts: readonly PartCount[]): string | null {
  const told = counts.flatMap((count) => wordsOf(count) ?? []);
  return told.length === 0 ? null : told.slice(0, MAX_GROUPS).join(", ");
}

function wordsOf({ one, many, added, removed, changed, isQuiet = false }: PartCount): string | null {
  const counts = [
    ["+", added],
    ["-", removed],
    ["~", isQuiet && added + removed === 0 ? 0 : changed],
  ] as const;
  const [first, ...more] = counts.filter(([, count]) => count > 0);
  if (first === undefined) return null;
  const [sign, count] = first;
  return [`${sign}${count} ${count === 1 ? one : many}`, ...more.map(([s, n]) => `${s}${n}`)].join(", ");
}
