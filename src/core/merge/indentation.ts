/**
 * Text without the indentation of the entry that it belongs to, so that it can be compared, and moved to another depth.
 * A line that is indented less keeps what it has: it is marked with NUL, which no text holds.
 */

const AS_IT_IS = "\0";

export function dedent(text: string, indent: string): string {
  if (!text.includes("\n")) return text;
  const [first = "", ...rest] = text.split("\n");
  return [first, ...rest.map((line) => dedentLine(line, indent))].join("\n");
}

function dedentLine(line: string, indent: string): string {
  if (line === "") return "";
  if (line.length > indent.length && line.startsWith(indent)) return line.slice(indent.length);
  return AS_IT_IS + line;
}

export function reindent(text: string, indent: string): string {
  if (!text.includes("\n")) return text;
  const [first = "", ...rest] = text.split("\n");
  return [first, ...rest.map((line) => reindentLine(line, indent))].join("\n");
}

function reindentLine(line: string, indent: string): string {
  if (line === "") return "";
  return line.startsWith(AS_IT_IS) ? line.slice(1) : indent + line;
}

/** A lead ends where its entry begins: the last line is the entry's indentation. Null where that is another one. */
export function dedentLead(lead: string, indent: string): string | null {
  const last = lead.lastIndexOf("\n");
  if (last === -1) return lead;
  if (lead.slice(last + 1) !== indent) return null;
  return `${dedent(lead.slice(0, last), indent)}\n`;
}

export function reindentLead(lead: string, indent: string): string {
  return lead.endsWith("\n") ? `${reindent(lead.slice(0, -1), indent)}\n${indent}` : lead;
}
