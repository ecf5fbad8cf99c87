/**
 * The workspace's wording of its commits: text with placeholders, and no logic. A template is harmless by itself, as names and
 * messages are: nothing in it, with whatever a placeholder gives, is obeyed. Skip marks alone are a workspace's own to use.
 */
import { cutText, harmless } from "./harmless-text.ts";

export interface MessageTemplate {
  /** One line. */
  readonly headline: string;
  /** May be empty. */
  readonly body: string;
}

/** What a placeholder stands for. */
export interface TemplateValues {
  /** Of one document its line; of several how many were created and updated. At most so many code points. */
  readonly summary: (maxLength: number) => string;
  /** The documents' names. */
  readonly documents: string;
  /** How many documents. */
  readonly count: string;
  /** The lines of all documents, and what people said about their saves. */
  readonly details: string;
}

export const DEFAULT_TEMPLATE: MessageTemplate = { headline: "{summary}", body: "{details}" };

/** As hosts show it whole. */
const MAX_HEADLINE = 72;
/** Of the headline's own words, so that there is room for what a placeholder gives. */
const MAX_HEADLINE_TEXT = 40;
const MAX_BODY = 1000;
const MAX_VALUE = 300;

const PLACEHOLDER = /\{(\w*)\}/g;
const IN_HEADLINE: ReadonlySet<string> = new Set(["summary", "documents", "count"]);
const IN_BODY: ReadonlySet<string> = new Set([...IN_HEADLINE, "details"]);

/** What GitHub Actions takes for "run nothing" (https://docs.github.com/en/actions/how-tos/manage-workflow-runs/skip-workflow-runs). */
const SKIP_MARK = /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/g;

/** Why the template cannot be used, in a sentence; null where it can. */
export function templateFault({ headline, body }: MessageTemplate): string | null {
  if (headline.trim() === "") return "headline: it must not be empty.";
  if (/[\p{Cc}\u2028\u2029]/u.test(headline)) return "headline: it must be one line.";
  const text = headline.replace(PLACEHOLDER, "");
  if (Array.from(text).length > MAX_HEADLINE_TEXT)
    return `headline: its own words are at most ${MAX_HEADLINE_TEXT} characters.`;
  if (Array.from(body).length > MAX_BODY) return `body: it is at most ${MAX_BODY} characters.`;
  if (/(?!\n)[\p{Cc}\u2028\u2029]/u.test(body)) return "body: it holds a control character.";
  return partFault("headline", headline, IN_HEADLINE) ?? partFault("body", body, IN_BODY);
}

function partFault(part: string, text: string, known: ReadonlySet<string>): string | null {
  for (const [whole, name = ""] of text.matchAll(PLACEHOLDER)) {
    if (!known.has(name)) return `${part}: ${whole} is no placeholder here; there are ${listOf(known)}.`;
  }
  if (/[{}]/.test(text.replace(PLACEHOLDER, "")))
    return `${part}: braces are for placeholders only: ${listOf(known)}.`;
  return isHarmless(text) ? null : `${part}: ${OBEYED}`;
}

function listOf(known: ReadonlySet<string>): string {
  return [...known].map((name) => `{${name}}`).join(", ");
}

const OBEYED =
  "mentions, issue numbers, addresses and trailers would be obeyed; only a skip mark such as [skip ci] may stand there.";

/** What a value may begin with, or consist of, that could make a whole of the text around it. */
const SAMPLES = ["1", "a", ":", "//a"] as const;

function isHarmless(text: string): boolean {
  const lines = text.replace(SKIP_MARK, "").split("\n");
  return lines.every((line) =>
    SAMPLES.every((sample) => {
      const shown = line.replace(PLACEHOLDER, sample).replace(/\s+/g, " ").trim();
      return harmless(shown) === shown;
    }),
  );
}

export function renderHeadline({ headline }: MessageTemplate, values: TemplateValues): string {
  const count = [...headline.matchAll(PLACEHOLDER)].length;
  const textLength = Array.from(headline.replace(PLACEHOLDER, "")).length;
  const room = count === 0 ? 0 : Math.floor((MAX_HEADLINE - textLength) / count);
  const filled = fillIn(headline, (name) => valueOf(name, values, room)).trim();
  return cutText(filled, MAX_HEADLINE);
}

/** Lines as the template has them, without blank ones at the ends. */
export function renderBody({ body }: MessageTemplate, values: TemplateValues): string {
  return fillIn(body, (name) => valueOf(name, values, MAX_VALUE))
    .replace(/[^\S\n]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+|\n+$/g, "");
}

/** What gives an order together with what follows it. */
const OPEN_END = /[@#:/*-]$/;

/** Values are put in once: what they hold is never read as a template. */
function fillIn(text: string, value: (name: string) => string): string {
  return text.replace(PLACEHOLDER, (whole: string, name: string, offset: number) => {
    const filled = value(name);
    const next = text.charAt(offset + whole.length);
    return OPEN_END.test(filled) && /\S/.test(next) ? `${filled} ` : filled;
  });
}

function valueOf(name: string, values: TemplateValues, maxLength: number): string {
  switch (name) {
    case "summary":
      return values.summary(maxLength);
    case "documents":
      return cutText(values.documents, maxLength);
    case "count":
      return values.count;
    case "details":
      return values.details;
    default:
      return "";
  }
}
