/** Bytes as text: documents are UTF-8, with or without a byte order mark, with any line ending. */

/** True where the bytes are valid UTF-8 without NUL. UTF-16 holds NULs, so it is not text here. */
export function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    decodeText(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * The text without its byte order mark; nothing else is changed.
 * @throws TypeError where the bytes are not UTF-8.
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Looks up offsets as lines and columns, both from 1; LF, CR and CRLF end a line. */
export function createPositionLookup(text: string): (offset: number) => TextPosition {
  const starts = lineStartsOf(text);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

const LF = 10;
const CR = 13;

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) starts.push(at + 1);
  }
  return starts;
}
