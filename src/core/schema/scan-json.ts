/**
 * A walk over JSON text without recursion and without building values: it finds the first fault with its offset
 * (the engine's own parser names none for most faults), and it is not stopped by depth.
 * RFC 8259, strictly: no comments, no trailing commas.
 */
import type { TreeVisitor } from "./tree-visitor.ts";

export interface JsonFault {
  readonly offset: number;
  readonly message: string;
}

/** What may come next. */
type Expectation = "value" | "value-or-end" | "key" | "key-or-end" | "comma-or-end" | "nothing";

interface Scan {
  readonly text: string;
  readonly visitor: TreeVisitor;
  /** The closing bracket of each open container. */
  readonly closers: string[];
  at: number;
  expects: Expectation;
}

const QUOTE = 34;
const BACKSLASH = 92;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The first fault, or null where the text is JSON (or the visitor was done before a fault came). */
export function scanJson(text: string, visitor: TreeVisitor): JsonFault | null {
  const scan: Scan = { text, visitor, closers: [], at: 0, expects: "value" };
  for (;;) {
    skipSpace(scan);
    if (scan.at >= text.length) return scan.expects === "nothing" ? null : endFault(scan);
    const fault = step(scan);
    if (fault !== null) return fault;
    if (visitor.isDone()) return null;
  }
}

function step(scan: Scan): JsonFault | null {
  const char = scan.text.charAt(scan.at);
  switch (scan.expects) {
    case "nothing":
      return faultAt(scan, "nothing may follow the end of the document");
    case "value":
      return readValue(scan, char);
    case "value-or-end":
      return char === "]" ? close(scan) : readValue(scan, char);
    case "key":
      return readKey(scan, char);
    case "key-or-end":
      return char === "}" ? close(scan) : readKey(scan, char);
    case "comma-or-end":
      break;
  }
  return readSeparator(scan, char);
}

function readSeparator(scan: Scan, char: string): JsonFault | null {
  const closer = scan.closers.at(-1);
  if (char === closer) return close(scan);
  if (char !== ",") return faultAt(scan, `"," or "${closer}" is expected here`);
  scan.at++;
  scan.expects = closer === "}" ? "key" : "value";
  return null;
}

function readKey(scan: Scan, char: string): JsonFault | null {
  if (char !== '"') return faultAt(scan, "a key in double quotes is expected here");
  const start = scan.at;
  const fault = skipString(scan);
  if (fault !== null) return fault;
  const name = stringValue(scan.text, start, scan.at);
  skipSpace(scan);
  if (scan.text.charAt(scan.at) !== ":") return faultAt(scan, '":" is expected here');
  scan.at++;
  scan.expects = "value";
  scan.visitor.key(name, start);
  return null;
}

function readValue(scan: Scan, char: string): JsonFault | null {
  if (char === "{") return open(scan, "map");
  if (char === "[") return open(scan, "list");
  const start = scan.at;
  if (char === '"') {
    const fault = skipString(scan);
    if (fault !== null) return fault;
  } else if (!skipMatch(scan, NUMBER) && !skipMatch(scan, LITERAL)) {
    return faultAt(scan, "a value is expected here");
  }
  scan.visitor.scalar(start, scan.at);
  afterValue(scan);
  return null;
}

function open(scan: Scan, kind: "map" | "list"): null {
  scan.visitor.open(kind, scan.at);
  scan.closers.push(kind === "map" ? "}" : "]");
  scan.expects = kind === "map" ? "key-or-end" : "value-or-end";
  scan.at++;
  return null;
}

function close(scan: Scan): null {
  scan.closers.pop();
  scan.at++;
  scan.visitor.close();
  afterValue(scan);
  return null;
}

function afterValue(scan: Scan): void {
  scan.expects = scan.closers.length === 0 ? "nothing" : "comma-or-end";
}

/** Moves behind the closing quote. A loop, because an expression over long strings runs out of stack. */
function skipString(scan: Scan): JsonFault | null {
  const { text } = scan;
  let at = scan.at + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      scan.at = at + 1;
      return null;
    }
    if (code < 32) return { offset: at, message: "a control character must be escaped in a string" };
    if (code !== BACKSLASH) continue;
    ESCAPE.lastIndex = at;
    if (!ESCAPE.test(text)) return { offset: at, message: "this is not an escape that JSON knows" };
    at = ESCAPE.lastIndex - 1;
  }
  return { offset: text.length, message: "the text ends within a string" };
}

function skipMatch(scan: Scan, pattern: RegExp): boolean {
  pattern.lastIndex = scan.at;
  if (!pattern.test(scan.text)) return false;
  scan.at = pattern.lastIndex;
  return true;
}

function skipSpace(scan: Scan): void {
  for (; scan.at < scan.text.length; scan.at++) {
    const code = scan.text.charCodeAt(scan.at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
  }
}

/** The value of a string literal that was found to be well formed. */
export function stringValue(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  return inner.includes("\\") ? String(JSON.parse(text.slice(start, end))) : inner;
}

function faultAt(scan: Scan, message: string): JsonFault {
  return { offset: scan.at, message };
}

function endFault(scan: Scan): JsonFault {
  const closer = scan.closers.at(-1);
  return {
    offset: scan.text.length,
    message: `the text ends too early${closer === undefined ? "" : `: "${closer}" is missing`}`,
  };
}
