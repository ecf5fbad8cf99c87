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

/** Stars that one pattern may have: more say nothing that anybody would read. */
export const MAX_STARS = 8;

/** What the stars stand for in a name, each as little as it can; null where the name does not match. Linear in the name. */
export function matcherOf({ text, prefix }: Pattern): Matcher {
  const tokens = tokensOf(text);
  const last = tokens.at(-1);
  // Most names are not meant, and most patterns say how those end that are.
  const ending = last?.kind === "text" ? last.text : "";
  return (name) => (name.startsWith(prefix) && name.endsWith(ending) ? matchFrom(tokens, name) : null);
}

function matchFrom(tokens: readonly Token[], name: string): readonly string[] | null {
  const passed = new Set<number>();
  const tried = new Set<number>();
  /** From the token, and the place in the name, on. */
  const walk = (index: number, from: number): readonly string[] | null => {
    const token = tokens[index];
    if (token === undefined) return from === name.length ? [] : null;
    if (token.kind === "text")
      return name.startsWith(token.text, from) ? walk(index + 1, from + token.text.length) : null;
    for (const end of endsOf(token.kind, name, from)) {
      const key = index * (name.length + 1) + end;
      // Whoever passed here before with the same star has tried all that follows, though perhaps not to end it here.
      const wasPassed = passed.has(key);
      passed.add(key);
      if (!tried.has(key) && mayEnd(token.kind, name, { from, end })) {
        tried.add(key);
        const rest = walk(index + 1, end);
        if (rest !== null) return [name.slice(from, end).replace(/\/$/, ""), ...rest];
      }
      if (wasPassed) return null;
    }
    return null;
  };
  return walk(0, 0);
}

/** Where what a star stands for could end at most: a part of one name ends before the next directory. */
function* endsOf(kind: Token["kind"], name: string, from: number): Generator<number> {
  for (let end = from; end <= name.length; end += 1) {
    yield end;
    if (kind === "star" && name[end] === "/") return;
  }
}

/** What a star stands for: a part of one name, anything, or directories, of which there may be none. */
function mayEnd(
  kind: Exclude<Token["kind"], "text">,
  name: string,
  { from, end }: { readonly from: number; readonly end: number },
): boolean {
  return kind === "directories" ? end === from || name[end - 1] === "/" : end > from;
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
