/**
 * For `like … escape '\\'` on a lowered column: what holds the text somewhere. Only ASCII is folded, as SQLite's `lower` does. A NUL
 * would end the pattern, which then matched everything: in its place stands a character that no name holds.
 */
export function containing(text: string): string {
  const folded = text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()).replaceAll("\0", "\uFFFF");
  return `%${folded.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
