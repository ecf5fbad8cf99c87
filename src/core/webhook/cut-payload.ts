/**
 * Very large payloads (a push may list 2,048 commits with 3,000 files each) cut down before they are parsed: parsed whole,
 * they would take several times their size. The scan knows strings and nesting only, which is enough to find where each
 * top-level value ends; the rest, that is parsed, is checked by the parser.
 */

/** Smaller payloads are parsed and kept as they came. */
export const CUT_FROM_BYTES = 1024 * 1024;
/** Top-level values above this are left out: handlers read ids, names and commit ids, which are short. */
const VALUE_LIMIT_BYTES = 64 * 1024;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The payload with every large top-level value replaced by `null`; the bytes themselves where nothing is large.
 * A text that is not a JSON object, or ends before its last brace, comes back as it is, or cut in a way that does not parse.
 */
export function cutPayload(body: Buffer): Buffer {
  if (body.byteLength < CUT_FROM_BYTES) return body;
  const large = largeValues(body);
  if (large.length === 0) return body;
  const kept: Buffer[] = [];
  let from = 0;
  for (const { start, end } of large) {
    kept.push(body.subarray(from, start), Buffer.from("null"));
    from = end;
  }
  kept.push(body.subarray(from));
  return Buffer.concat(kept);
}

function largeValues(body: Buffer): Range[] {
  const found: Range[] = [];
  let depth = 0;
  let start = -1;
  for (let at = 0; at < body.byteLength; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) at = endOfString(body, at);
    depth += nesting(byte);
    if (byte === COLON && depth === 1) start = at + 1;
    const isEnd = (byte === COMMA && depth === 1) || (byte === CLOSE_OBJECT && depth === 0);
    if (!isEnd || start < 0) continue;
    if (at - start > VALUE_LIMIT_BYTES) found.push({ start, end: at });
    start = -1;
  }
  return found;
}

function nesting(byte: number | undefined): number {
  if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) return 1;
  return byte === CLOSE_OBJECT || byte === CLOSE_ARRAY ? -1 : 0;
}

/** Index of the closing quote; the text's end where there is none. */
function endOfString(body: Buffer, open: number): number {
  for (let close = body.indexOf(QUOTE, open + 1); close >= 0; close = body.indexOf(QUOTE, close + 1)) {
    let backslashes = 0;
    while (body[close - 1 - backslashes] === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return close;
  }
  return body.byteLength;
}
