/**
 * Patterns of files and branches: `*` stands for a part of one name, `**` for any number of directories, `\*` for itself. What the
 * stars stand for is told in their order.
 */

export interface Pattern {
  readonly text: string;
  /** Before its first star: what is looked for begins so. */
  readonly prefix: string;
  readonly stars: number;
}

type Token =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "star" | "anything" | "directories" };

/** Null where the text holds no star: then it names one thing. */
export function patternOf(text: string): Pattern | null {
  const tokens = tokensOf(text);
  const stars = tokens.filter(({ kind }) => kind !== "text").length;
  if (stars === 0) return null;
  const [first] = tokens;
  return { text, prefix: first?.kind === "text" ? first.text : "", stars };
}

/** What a text without a star names. */
export function literalOf(text: string): string {
  return text.replaceAll("\\*", "*");
}

/** So that a name is no pattern. */
export function escapePattern(name: string): string {
  return name.replaceAll("*", "\\*");
}

export type Matcher = (name: string) => readonly string[] | null;

/**
 * What the stars stand for in a name, or null where it does not match. Names are matched star by star without trying again what
 * could not match, so that no pattern takes long.
 */
export function matcherOf({ text }: Pattern): Matcher {
  const tokens = tokensOf(text);
  return (name) => matchFrom(tokens, name);
}

/** Each star takes as little as it can. */
function matchFrom(tokens: readonly Token[], name: string): readonly string[] | null {
  const dead = new Set<number>();
  const walk = (index: number, at: number): readonly string[] | null => {
    const key = index * (name.length + 1) + at;
    if (dead.has(key)) return null;
    const found = step(index, at);
    if (found === null) dead.add(key);
    return found;
  };
  const step = (index: number, at: number): readonly string[] | null => {
    const token = tokens[index];
    if (token === undefined) return at === name.length ? [] : null;
    if (token.kind === "text")
      return name.startsWith(token.text, at) ? walk(index + 1, at + token.text.length) : null;
    for (const end of endsOf(token.kind, name, at)) {
      const rest = walk(index + 1, end);
      if (rest !== null) return [name.slice(at, end).replace(/\/$/, ""), ...rest];
    }
    return null;
  };
  return walk(0, 0);
}

/** Where what a star stands for may end: a part of one name, anything, or directories, of which there may be none. */
function* endsOf(kind: Exclude<Token["kind"], "text">, name: string, at: number): Generator<number> {
  if (kind === "directories") yield at;
  for (let end = at + 1; end <= name.length; end += 1) {
    const isBehindSlash = name[end - 1] === "/";
    if (kind === "star" && isBehindSlash) return;
    if (kind !== "directories" || isBehindSlash) yield end;
  }
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const part of text.match(/\\\*|\*\*\/|\*\*|\*|\\|[^*\\]+/g) ?? []) {
    if (part === "**/") tokens.push({ kind: "directories" });
    else if (part === "**") tokens.push({ kind: "anything" });
    else if (part === "*") tokens.push({ kind: "star" });
    else addText(tokens, part === "\\*" ? "*" : part);
  }
  return tokens;
}

function addText(tokens: Token[], text: string): void {
  const last = tokens.at(-1);
  if (last?.kind === "text") tokens[tokens.length - 1] = { kind: "text", text: last.text + text };
  else tokens.push({ kind: "text", text });
}
