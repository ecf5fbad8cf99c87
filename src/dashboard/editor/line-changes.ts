import { Change, diff } from "@codemirror/merge";
import { lineEdits, linesOf } from "../../core/compare/line-edits.ts";

/** Characters of both texts: above, to compare them by characters holds the page up for seconds. */
const BY_CHARACTERS_AT_MOST = 300_000;

/** What is compared within changed lines, so that the changed words are marked. */
const WITHIN_LINES_AT_MOST = 2000;
const SCAN_LIMIT = 500;

/** Some hundred milliseconds, where the texts have little in common. */
const STEPS = 3_000_000;

/** What differs between two texts: by characters; where they are long, by lines first, and by characters in few. */
export function changesBetween(before: string, after: string): readonly Change[] {
  if (before.length + after.length <= BY_CHARACTERS_AT_MOST) {
    return diff(before, after, { scanLimit: SCAN_LIMIT });
  }
  return lineChanges(before, after);
}

function lineChanges(before: string, after: string): readonly Change[] {
  const former = linesOf(before);
  const present = linesOf(after);
  const formerStarts = startsOf(former);
  const presentStarts = startsOf(present);
  return lineEdits(former, present, { steps: STEPS }).flatMap(({ from, fromEnd, to, toEnd }) => {
    const [fromA = 0, toA = 0] = [formerStarts[from], formerStarts[fromEnd]];
    const [fromB = 0, toB = 0] = [presentStarts[to], presentStarts[toEnd]];
    if (toA - fromA + (toB - fromB) > WITHIN_LINES_AT_MOST) return [new Change(fromA, toA, fromB, toB)];
    const within = diff(before.slice(fromA, toA), after.slice(fromB, toB), { scanLimit: SCAN_LIMIT });
    return within.map(
      (one) => new Change(one.fromA + fromA, one.toA + fromA, one.fromB + fromB, one.toB + fromB),
    );
  });
}

/** In characters, with the end of the last. */
function startsOf(lines: readonly string[]): Int32Array {
  const starts = new Int32Array(lines.length + 1);
  for (const [index, line] of lines.entries()) starts[index + 1] = (starts[index] ?? 0) + line.length;
  return starts;
}
