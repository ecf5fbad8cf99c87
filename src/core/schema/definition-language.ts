/**
 * Tells GraphQL SDL and protobuf from each other, and from YAML, by the first definition behind comments and descriptions.
 * `enum` is a word of both: there the first line of its body decides.
 */

const GRAPHQL_EXTENDED = new Set(["schema", "type", "interface", "union", "enum", "input", "scalar"]);
const WORD = /[A-Za-z_][\w.]*/y;

export function definitionLanguageOf(text: string): "graphql" | "proto" | null {
  const start = skipIgnored(text, 0);
  const word = wordAt(text, start);
  const next = skipIgnored(text, start + word.length);
  const char = text.charAt(next);
  if (word === "" || char === ":" || next >= text.length) return null;
  return protoOf(word, char) ?? graphqlOf(text, word, next) ?? ambiguous(text, word, next);
}

function protoOf(word: string, char: string): "proto" | null {
  const isString = char === '"' || char === "'";
  if ((word === "syntax" || word === "edition") && char === "=") return "proto";
  if (word === "import" && (isString || /[pwo]/.test(char))) return "proto";
  if (word === "package" || word === "option") return /[A-Za-z_(]/.test(char) ? "proto" : null;
  return null;
}

/** What must follow the name of a definition of GraphQL; `schema` and `directive` have none. */
const GRAPHQL_BEHIND_NAME: ReadonlyMap<string, RegExp> = new Map([
  ["type", /^(?:[{@]|implements\b)/],
  ["interface", /^(?:[{@]|implements\b)/],
  ["input", /^[{@]/],
  ["union", /^[=@]/],
  ["scalar", /^(?!:)/],
]);

function graphqlOf(text: string, word: string, next: number): "graphql" | null {
  const char = text.charAt(next);
  if (word === "schema") return char === "{" || char === "@" ? "graphql" : null;
  if (word === "directive") return char === "@" ? "graphql" : null;
  const name = wordAt(text, next);
  if (word === "extend") return GRAPHQL_EXTENDED.has(name) ? "graphql" : null;
  const follows = skipIgnored(text, next + name.length);
  const isDefinition = GRAPHQL_BEHIND_NAME.get(word)?.test(text.slice(follows, follows + 20)) ?? false;
  return name !== "" && isDefinition ? "graphql" : null;
}

/** `message`, `service`, `extend` of protobuf, and `enum` of either. */
function ambiguous(text: string, word: string, next: number): "graphql" | "proto" | null {
  if (!["message", "service", "extend", "enum"].includes(word)) return null;
  const name = wordAt(text, next);
  const brace = skipIgnored(text, next + name.length);
  if (name === "") return null;
  if (word === "enum" && text.charAt(brace) === "@") return "graphql";
  if (text.charAt(brace) !== "{") return null;
  if (word !== "enum") return "proto";
  const first = skipIgnored(text, brace + 1);
  const value = wordAt(text, first);
  const follows = text.charAt(skipIgnored(text, first + value.length));
  return follows === "=" || value === "option" || value === "reserved" ? "proto" : "graphql";
}

function wordAt(text: string, at: number): string {
  WORD.lastIndex = at;
  return WORD.exec(text)?.[0] ?? "";
}

/** White space, commas, comments of both languages, and the descriptions of GraphQL before a definition. */
function skipIgnored(text: string, from: number): number {
  let at = from;
  for (;;) {
    const end = ignoredEnd(text, at);
    if (end === at) return at;
    at = end;
  }
}

function ignoredEnd(text: string, at: number): number {
  const char = text.charAt(at);
  if (/[\s,]/.test(char)) return at + 1;
  if (char === "#" || text.startsWith("//", at)) return lineEnd(text, at);
  if (text.startsWith("/*", at)) return behind(text, "*/", at + 2);
  if (text.startsWith('"""', at)) return behind(text, '"""', at + 3);
  return char === '"' && at === lineStartSkippingSpace(text, at) ? behind(text, '"', at + 1) : at;
}

/** A description in single quotes begins its line; a string behind a word (`import "…"`) is no description. */
function lineStartSkippingSpace(text: string, at: number): number {
  let before = at;
  while (before > 0 && at - before < 200 && /[ \t]/.test(text.charAt(before - 1))) before--;
  return before === 0 || /[\r\n]/.test(text.charAt(before - 1)) ? at : -1;
}

function lineEnd(text: string, at: number): number {
  const end = /[\r\n]/g;
  end.lastIndex = at;
  return end.exec(text)?.index ?? text.length;
}

function behind(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found === -1 ? text.length : found + end.length;
}
