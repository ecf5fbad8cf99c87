/** Which lines of a text came in place of which of another. */
import { matchSequences, type MatchBudget } from "../merge/match-sequences.ts";

/** Each with its ending, so that a line whose ending changed is a changed line. */
export function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** Lines of one side in place of lines of the other; ends are exclusive. */
export interface LineEdit {
  readonly from: number;
  readonly fromEnd: number;
  readonly to: number;
  readonly toEnd: number;
}

export function lineEdits(
  before: readonly string[],
  after: readonly string[],
  budget: MatchBudget,
): readonly LineEdit[] {
  const numbers = new Map<string, number>();
  const numberOf = (line: string): number => {
    const known = numbers.get(line) ?? numbers.size;
    numbers.set(line, known);
    return known;
  };
  const matches = matchSequences(Int32Array.from(before, numberOf), Int32Array.from(after, numberOf), budget);
  const edits: LineEdit[] = [];
  let from = 0;
  let to = 0;
  for (const [index, match] of [...matches, after.length].entries()) {
    if (match === -1) continue;
    if (index > from || match > to) edits.push({ from, fromEnd: index, to, toEnd: match });
    from = index + 1;
    to = match + 1;
  }
  return edits;
}
