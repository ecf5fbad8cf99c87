import { flatArray } from "./flat-array.ts";
import type { JsonArray, JsonValue } from "./json-value.ts";

export interface JsonLayout {
  /** One level of indentation; empty puts everything on one line, without spaces. */
  readonly indent: string;
  /** Writes every character beyond ASCII as an escape. */
  readonly escapesNonAscii: boolean;
  /** Lists without objects stay on one line where that line is at most so wide, as Prettier and Biome write them; 0: never. */
  readonly inlineWidth: number;
}

/** Widths count UTF-16 units, a tab as two. */
export const TAB_WIDTH = 2;

/** Writes as `JSON.stringify` does, with LF and no final newline. Lone surrogates come out as escapes, so UTF-8 can carry the text. */
export function printJson(value: JsonValue, layout: JsonLayout): string {
  const isOneLine = layout.indent === "";
  const printer: Printer = {
    out: [],
    layout,
    colon: isOneLine ? ":" : ": ",
    inlineWidth: isOneLine ? 0 : layout.inlineWidth,
    indentWidth: layout.indent === "\t" ? TAB_WIDTH : layout.indent.length,
    around: 0,
  };
  write(printer, value, { newline: isOneLine ? "" : "\n", depth: 0 });
  return printer.out.join("");
}

interface Printer {
  readonly out: string[];
  readonly layout: JsonLayout;
  readonly colon: string;
  readonly inlineWidth: number;
  readonly indentWidth: number;
  /** Width of what stands beside the next value on its line: its key and the comma. */
  around: number;
}

interface Level {
  /** The line break with the indentation of this level; empty on one line. */
  readonly newline: string;
  readonly depth: number;
}

function write(printer: Printer, value: JsonValue, level: Level): void {
  if (typeof value === "string") printer.out.push(quote(printer, value));
  else if (value === null || typeof value === "boolean") printer.out.push(String(value));
  else if (value.kind === "number") printer.out.push(value.text);
  else if (value.kind === "array") writeArray(printer, value, level);
  else {
    writeList(printer, { brackets: "{}", level, count: value.members.length }, (index, inner) => {
      const member = value.members[index];
      if (member === undefined) return;
      const key = quote(printer, member.key);
      printer.out.push(key, printer.colon);
      printer.around += key.length + printer.colon.length;
      write(printer, member.value, inner);
    });
  }
}

function writeArray(printer: Printer, array: JsonArray, level: Level): void {
  const room = printer.inlineWidth - printer.around - level.depth * printer.indentWidth;
  const flat = room > 0 ? flatArray(array, room, (text) => quote(printer, text)) : null;
  if (flat !== null) {
    printer.out.push(flat);
    return;
  }
  writeList(printer, { brackets: "[]", level, count: array.items.length }, (index, inner) => {
    write(printer, array.items[index] ?? null, inner);
  });
}

function writeList(
  printer: Printer,
  list: { readonly brackets: "[]" | "{}"; readonly level: Level; readonly count: number },
  writeEntry: (index: number, inner: Level) => void,
): void {
  if (list.count === 0) {
    printer.out.push(list.brackets);
    return;
  }
  const inner = { newline: list.level.newline + printer.layout.indent, depth: list.level.depth + 1 };
  for (let index = 0; index < list.count; index += 1) {
    printer.out.push(index === 0 ? list.brackets.charAt(0) : ",", inner.newline);
    printer.around = index === list.count - 1 ? 0 : 1;
    writeEntry(index, inner);
  }
  printer.out.push(list.level.newline, list.brackets.charAt(1));
}

function quote(printer: Printer, text: string): string {
  const literal = JSON.stringify(text);
  return printer.layout.escapesNonAscii ? literal.replace(/[\u0080-\uffff]/g, escapeUnit) : literal;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
