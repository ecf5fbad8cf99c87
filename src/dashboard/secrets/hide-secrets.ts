/** Collections as text, with what looks like a secret hidden in them, line for line. */
import { kindOfText } from "../../core/collection/secrets.ts";
import { holdersOf, type Literal } from "./literals.ts";
import { HIDDEN } from "./looks-secret.ts";
import { secretLiterals } from "./secret-literals.ts";

export interface ComparedTexts {
  /** That both come from; left out: there is none, or it is one of them. */
  readonly base?: string;
  readonly before: string;
  readonly after: string;
}

export interface HiddenTexts extends Required<ComparedTexts> {
  /** How many different values are hidden in them. */
  readonly count: number;
}

/** What is the same in several has the same number, so that a comparison still shows what is another. */
export function hideSecrets({ base = "", before, after }: ComparedTexts): HiddenTexts {
  const numbers = new Map<string, number>();
  const wordFor = (value: string): string => {
    const number = numbers.get(value) ?? numbers.size + 1;
    numbers.set(value, number);
    return `${HIDDEN} ${number}`;
  };
  const texts = {
    base: hideIn(base, wordFor),
    before: hideIn(before, wordFor),
    after: hideIn(after, wordFor),
  };
  return { ...texts, count: numbers.size };
}

type WordFor = (value: string) => string;

function hideIn(text: string, wordFor: WordFor): string {
  const secrets = secretsIn(text);
  if (secrets === null) return hideLines(text, wordFor);
  let hidden = "";
  let from = 0;
  for (const { start, end, value } of secrets) {
    hidden += `${text.slice(from, start)}"${wordFor(value)}"`;
    from = end;
  }
  return hidden + text.slice(from);
}

/** In the order of the text. Null: it is no JSON. */
function secretsIn(text: string): readonly Literal[] | null {
  try {
    const found = holdersOf(text).flatMap(secretLiterals);
    return found.toSorted((one, other) => one.start - other.start);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function hideLines(text: string, wordFor: WordFor): string {
  const lines = text.split("\n");
  return lines.map((line) => (kindOfText(line) === null ? line : wordFor(line))).join("\n");
}
