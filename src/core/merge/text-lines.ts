/**
 * A text as lines, apart from its style: byte order mark, line ending, final newline. So a side that only changed its style
 * changed no line.
 */
import type { Three } from "./align.ts";

type LineEnding = "\n" | "\r\n" | "\r";

interface TextLines {
  /** Without their endings; where the text's endings differ, with them (the last one's too). */
  readonly lines: readonly string[];
  /** `none`: a text of at most one line without an end. */
  readonly ending: LineEnding | "mixed" | "none";
  /** Null where there is no line that could have one. */
  readonly hasFinalNewline: boolean | null;
  readonly hasByteOrderMark: boolean;
}

/** How merged lines are written; `mixed`: the lines carry their own endings. */
export interface LineStyle {
  readonly ending: LineEnding | "mixed";
  readonly hasFinalNewline: boolean;
  readonly hasByteOrderMark: boolean;
}

const BYTE_ORDER_MARK = "\uFEFF";

/** The lines of all three in one form, and the style that a merge of them has. A style that both sides changed differently stays in the lines, where it clashes. */
export function readThree(texts: Three<string>): {
  readonly three: Three<readonly string[]>;
  readonly style: LineStyle;
} {
  const base = readLines(texts.base);
  const store = readLines(texts.store);
  const remote = readLines(texts.remote);
  const ending = mergedEnding({ base, store, remote });
  const style = {
    ending,
    hasFinalNewline: mergedFinalNewline({ base, store, remote }),
    hasByteOrderMark: mergeFlag({
      base: base.hasByteOrderMark,
      store: store.hasByteOrderMark,
      remote: remote.hasByteOrderMark,
    }),
  };
  if (ending !== "mixed") {
    return {
      three: { base: withoutEndings(base), store: withoutEndings(store), remote: withoutEndings(remote) },
      style,
    };
  }
  // A base that has no ending yet is like neither of two sides that have different ones.
  const isUndecided = base.ending === "none" && store.ending !== "none" && remote.ending !== "none";
  return {
    three: {
      base: isUndecided ? base.lines : withEndings(base),
      store: withEndings(store),
      remote: withEndings(remote),
    },
    style,
  };
}

function readLines(text: string): TextLines {
  const hasByteOrderMark = text.startsWith(BYTE_ORDER_MARK);
  const { found, rest } = splitLines(hasByteOrderMark ? text.slice(1) : text);
  const endings = new Set(found.map(({ end }) => end));
  const [first = "\n"] = endings;
  const isMixed = endings.size > 1;
  const lines = found.map(({ line, end }) => (isMixed ? line + end : line));
  if (rest !== "") lines.push(isMixed ? rest + first : rest);
  return {
    lines,
    ending: endings.size === 0 ? "none" : isMixed ? "mixed" : first,
    hasFinalNewline: lines.length === 0 ? null : rest === "",
    hasByteOrderMark,
  };
}

interface EndedLine {
  readonly line: string;
  readonly end: LineEnding;
}

const LF = 10;
const CR = 13;

/** By hand: an expression over one long line without an end takes quadratic time. */
function splitLines(text: string): { readonly found: readonly EndedLine[]; readonly rest: string } {
  const found: EndedLine[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== LF && code !== CR) continue;
    const end = code === LF ? "\n" : text.charCodeAt(at + 1) === LF ? "\r\n" : "\r";
    found.push({ line: text.slice(start, at), end });
    at += end.length - 1;
    start = at + 1;
  }
  return { found, rest: text.slice(start) };
}

export function writeLines(
  lines: readonly string[],
  { ending, hasFinalNewline, hasByteOrderMark }: LineStyle,
): string {
  const end = ending === "mixed" ? "" : ending;
  const body = lines.map((line) => line + end).join("");
  const cut = hasFinalNewline ? body : body.replace(/(?:\r\n|\r|\n)$/, "");
  return (hasByteOrderMark ? BYTE_ORDER_MARK : "") + cut;
}

function withEndings({ lines, ending }: TextLines): readonly string[] {
  return ending === "mixed" ? lines : lines.map((line) => line + (ending === "none" ? "\n" : ending));
}

function withoutEndings({ lines, ending }: TextLines): readonly string[] {
  return ending === "mixed" ? lines.map((line) => line.replace(/(?:\r\n|\r|\n)$/, "")) : lines;
}

/** A side that settles on one line ending settles it for all lines. */
function mergedEnding({ base, store, remote }: Three<TextLines>): LineEnding | "mixed" {
  const before = base.ending;
  const ours = store.ending === "none" ? before : store.ending;
  const theirs = remote.ending === "none" ? before : remote.ending;
  const merged = ours === before || ours === theirs ? theirs : theirs === before ? ours : "mixed";
  return merged === "none" ? "\n" : merged;
}

/** A text without lines has no say; where nothing else tells, there is one. */
function mergedFinalNewline({ base, store, remote }: Three<TextLines>): boolean {
  const ours = store.hasFinalNewline ?? base.hasFinalNewline ?? remote.hasFinalNewline ?? true;
  const theirs = remote.hasFinalNewline ?? base.hasFinalNewline ?? ours;
  return mergeFlag({ base: base.hasFinalNewline ?? !(ours || theirs), store: ours, remote: theirs });
}

/** Of two values, the one that is new is what a side wanted. */
function mergeFlag({ base, store, remote }: Three<boolean>): boolean {
  return store === base ? remote : store;
}
