/** The address that a name gives: lower case, words joined by `-`. */

const MAX_SLUG = 100;
/** Where the dashboard has other pages: `/apis/new` makes an API. */
const TAKEN: ReadonlySet<string> = new Set(["new"]);
const LATIN_MARKS = /[\u0300-\u036f]/g;

/**
 * Letters and digits of every script stay; Latin ones lose their accents (`Café` is `cafe`). Empty where the name has no letter
 * or digit. What names a page of its own is told apart: `New` is `new-api`.
 */
export function slugOf(name: string): string {
  const words = name
    .normalize("NFKD")
    .replaceAll(LATIN_MARKS, "")
    .normalize("NFC")
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu);
  const slug = Array.from((words ?? []).join("-"))
    .slice(0, MAX_SLUG)
    .join("");
  const address = slug.replace(/-+$/, "");
  return TAKEN.has(address) ? `${address}-api` : address;
}
