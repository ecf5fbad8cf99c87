/** HTML in which whatever is put in is text, unless it is HTML made here: `html` is the only maker. */

type Part = Html | string | number | null | false | readonly Part[];

export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  static of(strings: TemplateStringsArray, parts: readonly Part[]): Html {
    return new Html(strings.reduce((text, string, index) => text + markupOf(parts[index - 1]) + string));
  }

  toString(): string {
    return this.#markup;
  }
}

/**
 * Attributes are to be written in quotes. What is null or false is left out; lists stand one after the other.
 *
 * @example html`<a href="${url}">${name}</a>`
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return Html.of(strings, parts);
}

function markupOf(part: Part | undefined): string {
  if (part === undefined || part === null || part === false) return "";
  if (part instanceof Html) return part.toString();
  if (isList(part)) return part.map(markupOf).join("");
  return escape(String(part));
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
