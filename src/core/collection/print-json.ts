import type { JsonValue } from "./json-value.ts";

export interface JsonLayout {
  /** One level of indentation; empty puts everything on one line, without spaces. */
  readonly indent: string;
  /** Writes every character beyond ASCII as an escape. */
  readonly escapesNonAscii: boolean;
}

/** Writes as `JSON.stringify` does, with LF and no final newline. Lone surrogates come out as escapes, so UTF-8 can carry the text. */
export function printJson(value: JsonValue, layout: JsonLayout): string {
  const out: string[] = [];
  write({ out, layout, colon: layout.indent === "" ? ":" : ": " }, value, layout.indent === "" ? "" : "\n");
  return out.join("");
}

interface Printer {
  readonly out: string[];
  readonly layout: JsonLayout;
  readonly colon: string;
}

/** `newline` is the line break with the indentation of the present level; empty on one line. */
function write(printer: Printer, value: JsonValue, newline: string): void {
  if (typeof value === "string") printer.out.push(quote(printer, value));
  else if (value === null || typeof value === "boolean") printer.out.push(String(value));
  else if (value.kind === "number") printer.out.push(value.text);
  else if (value.kind === "array") {
    writeList(printer, { brackets: "[]", newline, count: value.items.length }, (index, inner) => {
      write(printer, value.items[index] ?? null, inner);
    });
  } else {
    writeList(printer, { brackets: "{}", newline, count: value.members.length }, (index, inner) => {
      const member = value.members[index];
      if (member === undefined) return;
      printer.out.push(quote(printer, member.key), printer.colon);
      write(printer, member.value, inner);
    });
  }
}

function writeList(
  printer: Printer,
  list: { readonly brackets: "[]" | "{}"; readonly newline: string; readonly count: number },
  writeEntry: (index: number, newline: string) => void,
): void {
  if (list.count === 0) {
    printer.out.push(list.brackets);
    return;
  }
  const inner = list.newline + printer.layout.indent;
  for (let index = 0; index < list.count; index += 1) {
    printer.out.push(index === 0 ? list.brackets.charAt(0) : ",", inner);
    writeEntry(index, inner);
  }
  printer.out.push(list.newline, list.brackets.charAt(1));
}

function quote(printer: Printer, text: string): string {
  const literal = JSON.stringify(text);
  return printer.layout.escapesNonAscii ? literal.replace(/[\u0080-\uffff]/g, escapeUnit) : literal;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
