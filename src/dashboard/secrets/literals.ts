/** The literals of a JSON text with where they stand, so that some can be replaced and all else stays as it was written. */

export interface Literal {
  /** As it is written, from `start` up to `end`. */
  readonly start: number;
  readonly end: number;
  /** Decoded where it is a text. */
  readonly value: string;
  /** Of the member; null: it stands in a list. */
  readonly key: string | null;
}

/** An object or a list with the literals that stand in it directly. */
export interface Holder {
  readonly parent: Holder | null;
  /** Of the nearest member that it is, or is a list's entry of. */
  readonly key: string | null;
  readonly literals: Literal[];
}

const WORD = /[^\s{}[\],:"]+/y;

/** In the order in which they begin. @throws SyntaxError where the text is no JSON */
export function holdersOf(text: string): readonly Holder[] {
  JSON.parse(text);
  const root: Holder = { parent: null, key: null, literals: [] };
  const holders: Holder[] = [];
  let holder = root;
  let key: string | null = null;
  const add = (start: number, end: number, value: string): void => {
    holder.literals.push({ start, end, value, key });
    key = null;
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "{" || sign === "[") {
      holder = { parent: holder, key: key ?? holder.key, literals: [] };
      holders.push(holder);
      key = null;
    } else if (sign === "}" || sign === "]") {
      holder = holder.parent ?? root;
    } else if (sign === '"') {
      const end = endOfString(text, at);
      const value = JSON.parse(text.slice(at, end)) as string;
      if (isKey(text, end)) key = value;
      else add(at, end, value);
      at = end - 1;
    } else {
      WORD.lastIndex = at;
      const word = WORD.exec(text)?.[0];
      if (word === undefined) continue;
      add(at, at + word.length, word);
      at += word.length - 1;
    }
  }
  return holders;
}

/** @param start of its first quote */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

function isKey(text: string, end: number): boolean {
  let at = end;
  while (/\s/.test(text[at] ?? "")) at += 1;
  return text[at] === ":";
}
