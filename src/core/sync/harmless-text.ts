/**
 * Texts of users within a commit message, which is obeyed by many: people are mentioned, issues closed, builds skipped and authors
 * credited by it. What could be obeyed is broken by visible changes (a blank, round brackets), not by zero-width characters:
 * those survive copying, defeat searching, and GitHub warns of them.
 */

/** Kept of the invisible ones: the two joiners, without which some scripts and emoji fall apart. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cf}\p{Co}\p{Cn}]/gu;
/** Trailers that name people or give orders (`Co-authored-by`, `on-behalf-of`, `skip-checks`), where a colon follows or will. */
const TRAILER = /[a-z0-9-]*-(?:by|checks|for|from|of|to|with)(?=\s*(?::|$))/gi;

/** One line, of what people see as what it is, that nobody obeys. May be empty. */
export function harmless(text: string): string {
  return text
    .slice(0, 2000)
    .toWellFormed()
    .replace(INVISIBLE, "")
    .replace(/[\p{Cc}\s\u2028\u2029]+/gu, " ")
    .replaceAll("[", "(")
    .replaceAll("]", ")")
    .replace(/\*{2,}/g, "*")
    .replace(TRAILER, (token) => token.replaceAll("-", " "))
    .replace(/[@#](?=[\p{L}\p{N}_-])/gu, "$& ")
    .replace(/gh-(?=\d)/gi, "$& ")
    .replace(/:\/\/(?=\S)/g, ":// ")
    .replace(/\/(?:issues|pull|pulls|discussions)\/(?=\d)/gi, "$& ")
    .trim();
}

/** At most so many code points; what is left out shows as `…`. */
export function cutText(text: string, maxLength: number): string {
  const characters = Array.from(text);
  return characters.length <= maxLength
    ? text
    : `${characters
        .slice(0, Math.max(maxLength - 1, 0))
        .join("")
        .trimEnd()}…`;
}
