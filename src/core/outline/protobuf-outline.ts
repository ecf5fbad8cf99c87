/** Protobuf: the methods of each service, messages, enums. */
import type { FoundEntry, FoundGroup } from "./outline.ts";
import { type Token, tokensOf } from "./tokens.ts";

const KEYWORD = /^(?:service|rpc|message|enum)$/;
/** What the statement before ends with. */
const ENDS: ReadonlySet<string> = new Set([";", "{", "}"]);

class Reading {
  readonly services: { readonly label: string; readonly entries: FoundEntry[] }[] = [];
  readonly messages: FoundEntry[] = [];
  readonly enums: FoundEntry[] = [];
  /** The name of each open block; null of those that have none. */
  readonly open: (string | null)[] = [];
  /** The name of the block that begins next. */
  next: string | null = null;
  isBroken = false;
}

/** Null where brackets do not match: somebody is writing. */
export function outlineProtobuf(text: string): readonly FoundGroup[] | null {
  const reading = new Reading();
  let keyword: Token | null = null;
  let before = ";";
  for (const token of tokensOf(text, "proto")) {
    if (keyword !== null) define(reading, keyword, token.text);
    else block(reading, token.text);
    keyword = keyword === null && ENDS.has(before) && KEYWORD.test(token.text) ? token : null;
    before = token.text;
  }
  const { services, messages, enums, open, isBroken } = reading;
  if (isBroken || open.length > 0) return null;
  return [...services, { label: "Messages", entries: messages }, { label: "Enums", entries: enums }];
}

function define(reading: Reading, keyword: Token, name: string): void {
  const { services, messages, enums, open } = reading;
  const { text, offset } = keyword;
  if (text === "service") services.push({ label: `service ${name}`, entries: [] });
  else if (text === "rpc") services.at(-1)?.entries.push({ label: name, detail: "", offset });
  else {
    const label = [...open.filter((outer) => outer !== null), name].join(".");
    (text === "message" ? messages : enums).push({ label, detail: "", offset });
    reading.next = name;
  }
}

function block(reading: Reading, sign: string): void {
  if (sign === "{") {
    reading.open.push(reading.next);
    reading.next = null;
  } else if (sign === "}" && reading.open.pop() === undefined) reading.isBroken = true;
}
