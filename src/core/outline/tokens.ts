/** The words and signs of GraphQL SDL and of protobuf, without comments and strings. Linear, and without recursion. */

export interface Token {
  readonly text: string;
  readonly offset: number;
}

const WORD = /[\w.]+/y;

export function* tokensOf(text: string, language: "graphql" | "proto"): Generator<Token> {
  const skip = language === "graphql" ? skipGraphql : skipProto;
  let at = 0;
  while (at < text.length) {
    const skipped = skip(text, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0] ?? text.charAt(at);
    yield { text: word, offset: at };
    at += word.length;
  }
}

function skipGraphql(text: string, at: number): number {
  const char = text.charAt(at);
  if (/[\s,\uFEFF]/.test(char)) return at + 1;
  if (char === "#") return behind(text, "\n", at);
  if (text.startsWith('"""', at)) return behindBlock(text, at);
  return char === '"' ? behindString(text, at) : at;
}

function skipProto(text: string, at: number): number {
  const char = text.charAt(at);
  if (/[\s\uFEFF]/.test(char)) return at + 1;
  if (text.startsWith("//", at)) return behind(text, "\n", at);
  if (text.startsWith("/*", at)) return behind(text, "*/", at + 2);
  return char === '"' || char === "'" ? behindString(text, at) : at;
}

function behind(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found === -1 ? text.length : found + end.length;
}

function behindBlock(text: string, at: number): number {
  let end = text.indexOf('"""', at + 3);
  while (end !== -1 && text.charAt(end - 1) === "\\") end = text.indexOf('"""', end + 3);
  return end === -1 ? text.length : end + 3;
}

/** Ends with its line, should its quote be missing. */
function behindString(text: string, at: number): number {
  const quote = text.charAt(at);
  for (let end = at + 1; end < text.length; end++) {
    const char = text.charAt(end);
    if (char === quote || char === "\n") return end + 1;
    if (char === "\\") end++;
  }
  return text.length;
}
