/**
 * The root of a YAML document, line by line: enough to tell what it is even where it does not parse, in linear time, with no
 * anchor expanded. Block style; of a root in flow style only the beginning is looked at.
 */
import { type RootMembers, type RootValue, TELLING_KEYS } from "./root-members.ts";

/** Longer lines hold no version and no title. */
const MAX_LINE = 2000;
const FLOW_HEAD = 20_000;
const MAX_TITLE_LINES = 20;

interface Reading {
  readonly members: Map<string, RootValue>;
  infoTitle: string | null;
  /** The root's indentation, known from its first key. */
  indent: number;
  rootKey: string;
  infoIndent: number;
  /** A title that may go on in the lines below, which are indented deeper. */
  openTitle: { readonly of: "root" | "info"; readonly indent: number; readonly parts: string[] } | null;
}

export function readYamlRoot(text: string): RootMembers {
  const reading: Reading = {
    members: new Map(),
    infoTitle: null,
    indent: -1,
    rootKey: "",
    infoIndent: -1,
    openTitle: null,
  };
  let next = 0;
  while (next < text.length) {
    const start = next;
    const end = endOfLine(text, start);
    const line = text.slice(start, Math.min(end, start + MAX_LINE)).trimEnd();
    next = end + 1;
    if (isMarker(line)) {
      if (reading.members.size > 0) break;
      continue;
    }
    const indent = line.search(/\S/);
    if (indent === -1 || line.charAt(indent) === "#" || line.startsWith("%")) continue;
    if (reading.indent === -1 && line.charAt(indent) === "{") {
      return readFlowRoot(text.slice(start, start + FLOW_HEAD));
    }
    readLine(reading, line, indent);
  }
  closeTitle(reading);
  return { members: reading.members, infoTitle: reading.infoTitle };
}

function endOfLine(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return text.length;
}

function isMarker(line: string): boolean {
  return line === "..." || line === "---" || line.startsWith("--- #");
}

function readLine(reading: Reading, line: string, indent: number): void {
  if (reading.openTitle !== null && indent > reading.openTitle.indent) {
    if (reading.openTitle.parts.length < MAX_TITLE_LINES) reading.openTitle.parts.push(line.trim());
    return;
  }
  closeTitle(reading);
  if (reading.indent === -1) reading.indent = indent;
  const entry = entryOf(line.slice(indent));
  if (entry === null) return;
  if (indent === reading.indent) readRootEntry(reading, entry);
  else if (reading.rootKey === "info" && indent > reading.indent) readInfoEntry(reading, entry, indent);
}

function readInfoEntry(reading: Reading, { key, value }: Entry, indent: number): void {
  if (reading.infoIndent === -1) reading.infoIndent = indent;
  if (indent === reading.infoIndent && key === "title")
    reading.openTitle = { of: "info", indent, parts: [value] };
}

function readRootEntry(reading: Reading, { key, value }: Entry): void {
  reading.rootKey = key;
  if (key === "info") reading.infoTitle ??= FLOW_TITLE.exec(value)?.[1]?.trim() ?? null;
  if (!TELLING_KEYS.has(key) || reading.members.has(key)) return;
  reading.members.set(key, valueOf(value));
  if (key === "title") reading.openTitle = { of: "root", indent: reading.indent, parts: [value] };
}

function closeTitle(reading: Reading): void {
  const title = reading.openTitle;
  if (title === null) return;
  reading.openTitle = null;
  const [first = "", ...rest] = title.parts;
  const scalar = /^[|>]/.test(first) ? rest.join(" ") : scalarOf([first, ...rest].join(" "));
  if (title.of === "info") reading.infoTitle ??= scalar;
  else reading.members.set("title", { scalar });
}

interface Entry {
  readonly key: string;
  readonly value: string;
}

function entryOf(line: string): Entry | null {
  const quote = line.charAt(0);
  const isQuoted = quote === '"' || quote === "'";
  const keyEnd = isQuoted ? line.indexOf(quote, 1) + 1 : colonOf(line);
  if (keyEnd <= 0) return null;
  const rest = line.slice(keyEnd).trimStart();
  if (!rest.startsWith(":")) return null;
  const key = isQuoted ? line.slice(1, keyEnd - 1) : line.slice(0, keyEnd).trimEnd();
  return { key, value: rest.slice(1).trim() };
}

function colonOf(line: string): number {
  const inner = line.indexOf(": ");
  if (inner !== -1) return inner;
  return line.endsWith(":") ? line.length - 1 : -1;
}

function valueOf(value: string): RootValue {
  const bare = withoutProperties(value);
  if (bare.startsWith("[") || bare.startsWith("- ")) return "list";
  // Nothing behind the colon: what follows is indented, and only maps are asked for.
  if (bare === "" || bare.startsWith("#") || bare.startsWith("{")) return "map";
  return { scalar: scalarOf(bare) };
}

/** Tags and anchors stand before the value. */
function withoutProperties(value: string): string {
  let bare = value;
  while (bare.startsWith("!") || bare.startsWith("&")) {
    const space = bare.indexOf(" ");
    if (space === -1) return "";
    bare = bare.slice(space).trimStart();
  }
  return bare;
}

function scalarOf(value: string): string {
  const bare = withoutProperties(value);
  const quote = bare.charAt(0);
  if (quote === '"' || quote === "'") {
    const end = bare.indexOf(quote, 1);
    return bare.slice(1, end === -1 ? undefined : end);
  }
  const comment = bare.indexOf(" #");
  return (comment === -1 ? bare : bare.slice(0, comment)).trimEnd();
}

const FLOW_MEMBER =
  /[{,][ \r\n\t]{0,99}["']?(openapi|swagger|asyncapi|\$schema)["']?[ \t]{0,9}:[ \t]{0,9}["']?([^\s"',}]{1,200})/g;
const FLOW_TITLE = /[{,][ \r\n\t]{0,99}["']?title["']?[ \t]{0,9}:[ \t]{0,9}["']?([^"',}\r\n]{1,200})/;

function readFlowRoot(head: string): RootMembers {
  const members = new Map<string, RootValue>();
  for (const [, key = "", scalar = ""] of head.matchAll(FLOW_MEMBER))
    if (!members.has(key)) members.set(key, { scalar });
  return { members, infoTitle: FLOW_TITLE.exec(head)?.[1]?.trim() ?? null };
}
