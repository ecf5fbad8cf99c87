/** Reads JSON (RFC 8259) into `JsonValue`, strictly, in one pass, with bounded depth. */
import { type JsonMember, type JsonValue, MAX_DEPTH, MAX_VALUES } from "./json-value.ts";

export type JsonReading =
  | { readonly ok: true; readonly value: JsonValue }
  /** `reason` is a clause for a sentence, without a final stop. */
  | { readonly ok: false; readonly reason: string };

/** A byte order mark in front is skipped. */
export function parseJson(text: string): JsonReading {
  const cursor: Cursor = { text, at: text.startsWith("\uFEFF") ? 1 : 0, values: 0 };
  try {
    const value = readValue(cursor, 0);
    skipSpace(cursor);
    if (cursor.at < text.length) throw unexpected(cursor);
    return { ok: true, value };
  } catch (error) {
    if (error instanceof JsonError) return { ok: false, reason: error.message };
    throw error;
  }
}

interface Cursor {
  readonly text: string;
  at: number;
  values: number;
}

class JsonError extends Error {}

function readValue(cursor: Cursor, depth: number): JsonValue {
  skipSpace(cursor);
  cursor.values += 1;
  if (cursor.values > MAX_VALUES) throw new JsonError(`it holds more than ${MAX_VALUES} values`);
  switch (cursor.text.charAt(cursor.at)) {
    case "{":
      return { kind: "object", members: readMembers(cursor, depth + 1) };
    case "[":
      return { kind: "array", items: readItems(cursor, depth + 1) };
    case '"':
      return readString(cursor);
    case "t":
      return readWord(cursor, "true", true);
    case "f":
      return readWord(cursor, "false", false);
    case "n":
      return readWord(cursor, "null", null);
    default:
      return readNumber(cursor);
  }
}

function readMembers(cursor: Cursor, depth: number): JsonMember[] {
  const members: JsonMember[] = [];
  readList(cursor, { close: "}", depth }, () => {
    if (cursor.text[cursor.at] !== '"') throw unexpected(cursor);
    const key = readString(cursor);
    skipSpace(cursor);
    if (cursor.text[cursor.at] !== ":") throw unexpected(cursor);
    cursor.at += 1;
    members.push({ key, value: readValue(cursor, depth) });
  });
  return members;
}

function readItems(cursor: Cursor, depth: number): JsonValue[] {
  const items: JsonValue[] = [];
  readList(cursor, { close: "]", depth }, () => items.push(readValue(cursor, depth)));
  return items;
}

function readList(cursor: Cursor, list: { close: string; depth: number }, readEntry: () => void): void {
  if (list.depth > MAX_DEPTH) throw new JsonError(`it is nested more than ${MAX_DEPTH} levels deep`);
  cursor.at += 1;
  skipSpace(cursor);
  if (cursor.text[cursor.at] === list.close) {
    cursor.at += 1;
    return;
  }
  for (;;) {
    skipSpace(cursor);
    readEntry();
    skipSpace(cursor);
    const next = cursor.text[cursor.at];
    if (next !== "," && next !== list.close) throw unexpected(cursor);
    cursor.at += 1;
    if (next === list.close) return;
  }
}

/** U+0000 to U+001F, which JSON wants escaped; the other control characters it takes as they are. */
const CONTROL = /[^\P{Cc}\u007f-\u009f]/u;

function readString(cursor: Cursor): string {
  const start = cursor.at;
  const end = closingQuote(cursor);
  const inner = cursor.text.slice(start + 1, end);
  if (!inner.includes("\\")) {
    if (CONTROL.test(inner)) throw new JsonError(`a text holds a raw control character ${where(cursor)}`);
    cursor.at = end + 1;
    return inner;
  }
  const decoded = decodeEscapes(cursor, cursor.text.slice(start, end + 1));
  cursor.at = end + 1;
  return decoded;
}

/** A quote closes the text where an even number of backslashes stands before it. */
function closingQuote(cursor: Cursor): number {
  const { text, at } = cursor;
  for (let quote = text.indexOf('"', at + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (text[before] === "\\") before -= 1;
    if ((quote - before) % 2 === 1) return quote;
  }
  throw new JsonError(`it is cut short: a text that begins ${where(cursor)} has no end`);
}

function decodeEscapes(cursor: Cursor, literal: string): string {
  try {
    const decoded: unknown = JSON.parse(literal);
    if (typeof decoded === "string") return decoded;
  } catch {
    // Falls through: the sentence below says what is wrong, with our own line and column.
  }
  throw new JsonError(`a text that begins ${where(cursor)} has a wrong escape or a raw control character`);
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readNumber(cursor: Cursor): JsonValue {
  NUMBER.lastIndex = cursor.at;
  const text = NUMBER.exec(cursor.text)?.[0];
  if (text === undefined) throw unexpected(cursor);
  cursor.at += text.length;
  return { kind: "number", text };
}

function readWord<T>(cursor: Cursor, word: string, value: T): T {
  if (!cursor.text.startsWith(word, cursor.at)) throw unexpected(cursor);
  cursor.at += word.length;
  return value;
}

function skipSpace(cursor: Cursor): void {
  for (;;) {
    const code = cursor.text.charCodeAt(cursor.at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    cursor.at += 1;
  }
}

function unexpected(cursor: Cursor): JsonError {
  if (cursor.at >= cursor.text.length) return new JsonError("it is cut short");
  return new JsonError(`there is an unexpected character ${where(cursor)}`);
}

/** The place alone, never the text around it: it may be a secret. */
function where(cursor: Cursor): string {
  const before = cursor.text.slice(0, cursor.at);
  const line = before.split("\n").length;
  return `at line ${line}, column ${cursor.at - before.lastIndexOf("\n")}`;
}
