/** The layout of a backup file, which belongs to its repository: a new save is written in the style that the file has. */
import { CANONICAL_LAYOUT, canonicalText } from "./canonical.ts";
import { collectionIn, decodeUtf8 } from "./identity.ts";
import { parseJson } from "./parse-json.ts";
import { type JsonLayout, printJson, TAB_WIDTH } from "./print-json.ts";

export interface Style extends JsonLayout {
  readonly lineEnding: "\n" | "\r\n";
  readonly hasFinalNewline: boolean;
  readonly hasByteOrderMark: boolean;
}

/** The style of canonical text, in which new files are made. */
export const CANONICAL_STYLE: Style = {
  ...CANONICAL_LAYOUT,
  lineEnding: "\n",
  hasFinalNewline: true,
  hasByteOrderMark: false,
};

/** The style that the file mostly has; what cannot be told is as in canonical text. */
export function detectStyle(text: string): Style {
  const lineFeeds = countOf(text, "\n");
  const indent = indentOf(text);
  return {
    indent,
    inlineWidth: indent === "" ? 0 : inlineWidthOf(text),
    lineEnding: countOf(text, "\r\n") * 2 > lineFeeds ? "\r\n" : "\n",
    hasFinalNewline: /\n[ \t]*$/.test(text.slice(-100)),
    hasByteOrderMark: text.startsWith("\uFEFF"),
    escapesNonAscii: !BEYOND_ASCII.test(text.slice(1)) && ESCAPED_BEYOND_ASCII.test(text),
  };
}

/** @throws TypeError where the text is not JSON, so not canonical. */
export function render(canonical: string, style: Style): string {
  const body = layOut(canonical, style);
  const lines = style.lineEnding === "\n" ? body : body.replaceAll("\n", style.lineEnding);
  return `${style.hasByteOrderMark ? "\uFEFF" : ""}${lines}${style.hasFinalNewline ? style.lineEnding : ""}`;
}

/** The canonical text of a file, or null where it is not JSON or not a collection. A file without an id is still one. */
export function canonicalOf(file: string | Uint8Array): string | null {
  const text = typeof file === "string" ? file : decodeUtf8(file);
  const reading = text === null ? null : parseJson(text);
  const collection = reading?.ok === true ? collectionIn(reading.value) : null;
  return collection === null ? null : canonicalText(collection);
}

/** Without a final newline, lines ended by LF. */
function layOut(canonical: string, style: Style): string {
  if (style.indent === "\t" && !style.escapesNonAscii && style.inlineWidth === 0)
    return canonical.endsWith("\n") ? canonical.slice(0, -1) : canonical;
  const reading = parseJson(canonical);
  if (!reading.ok) throw new TypeError(`Not canonical text: ${reading.reason}`);
  return printJson(reading.value, style);
}

const BEYOND_ASCII = /[\u0080-\uffff]/;
const ESCAPED_BEYOND_ASCII =
  /(?<!\\)(?:\\\\)*\\u(?:00[89a-f]|0[1-9a-f]|[1-9a-ce-f]|d[0-7]|d[89ab][0-9a-f]{2}\\ud[c-f])/i;

/** Told from the first line that is indented, which in a collection is one level deep. */
function indentOf(text: string): string {
  const body = text.trimEnd();
  if (!body.includes("\n")) return "";
  return /\n(\t| {1,10})(?=[^ \t\r\n])/.exec(body)?.[1] ?? CANONICAL_STYLE.indent;
}

/** A list that begins and ends on this line, and is not empty. */
const INLINE_LIST = /^[ \t]*(?:"(?:[^"\\\n]|\\.)*": ?)?\[[^\r\n]+\],?(?=\r?$)/gm;
/** The width that formatters have when nobody sets it; others are mostly set in steps. */
const USUAL_WIDTH = 80;
const WIDTH_STEP = 20;

function inlineWidthOf(text: string): number {
  let widest = 0;
  for (const [line] of text.matchAll(INLINE_LIST)) {
    const tabs = /^\t*/.exec(line)?.[0].length ?? 0;
    widest = Math.max(widest, line.length + tabs * (TAB_WIDTH - 1));
  }
  return widest === 0 ? 0 : Math.max(USUAL_WIDTH, Math.ceil(widest / WIDTH_STEP) * WIDTH_STEP);
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) count += 1;
  return count;
}
