/** The difference of two texts by lines, in the unified format that `diff -u` and git write and `patch` reads. */
import type { MatchBudget } from "../merge/match-sequences.ts";
import { type LineEdit, lineEdits, linesOf } from "./line-edits.ts";

export interface TextDiff {
  /** Empty where the texts are equal. Begins with the first `@@`. */
  readonly unified: string;
  /** Lines. */
  readonly added: number;
  readonly removed: number;
  /** True where the end was left out: it would be too long to be read. */
  readonly isCut: boolean;
}

/** Lines around each change. */
const CONTEXT = 3;
/** UTF-16 units. */
const MAX_LENGTH = 1_000_000;
const NO_NEWLINE = "\\ No newline at end of file";

export function unifiedDiff(from: string, to: string, budget: MatchBudget): TextDiff {
  const before = linesOf(from);
  const after = linesOf(to);
  const edits = lineEdits(before, after, budget);
  const parts: string[] = [];
  let length = 0;
  let isCut = false;
  for (const hunk of hunksOf(edits)) {
    const text = hunkText(hunk, before, after);
    length += text.length;
    isCut = length > MAX_LENGTH;
    if (isCut) break;
    parts.push(text);
  }
  return {
    unified: parts.join(""),
    added: sum(edits, (edit) => edit.toEnd - edit.to),
    removed: sum(edits, (edit) => edit.fromEnd - edit.from),
    isCut,
  };
}

/** Edits whose context would touch stand in one hunk. */
function hunksOf(edits: readonly LineEdit[]): readonly (readonly LineEdit[])[] {
  const hunks: LineEdit[][] = [];
  for (const edit of edits) {
    const last = hunks.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && edit.from - before.fromEnd <= 2 * CONTEXT)
      last.push(edit);
    else hunks.push([edit]);
  }
  return hunks;
}

function hunkText(hunk: readonly LineEdit[], before: readonly string[], after: readonly string[]): string {
  const first = hunk[0];
  const last = hunk.at(-1);
  if (first === undefined || last === undefined) return "";
  const lead = Math.min(CONTEXT, first.from);
  const tail = Math.min(CONTEXT, before.length - last.fromEnd);
  const start = first.from - lead;
  const lines: string[] = [];
  let at = start;
  for (const edit of hunk) {
    push(lines, " ", before.slice(at, edit.from));
    push(lines, "-", before.slice(edit.from, edit.fromEnd));
    push(lines, "+", after.slice(edit.to, edit.toEnd));
    at = edit.fromEnd;
  }
  push(lines, " ", before.slice(at, last.fromEnd + tail));
  const old = rangeOf(start, last.fromEnd + tail - start);
  const now = rangeOf(first.to - lead, last.toEnd + tail - first.to + lead);
  return `@@ -${old} +${now} @@\n${lines.join("")}`;
}

function push(lines: string[], sign: string, added: readonly string[]): void {
  for (const line of added) lines.push(line.endsWith("\n") ? sign + line : `${sign}${line}\n${NO_NEWLINE}\n`);
}

/** Of no lines, the line before them. */
function rangeOf(start: number, count: number): string {
  return count === 1 ? String(start + 1) : `${count === 0 ? start : start + 1},${count}`;
}

function sum(edits: readonly LineEdit[], lengthOf: (edit: LineEdit) => number): number {
  return edits.reduce((total, edit) => total + lengthOf(edit), 0);
}
