/**
 * Keeps a text's own line endings through the editor, which by itself makes all of them LF. A text with CRLF throughout is edited
 * as such. Any other is cut at LF alone, so that a CR stays the character that it is: nothing changes but what somebody types.
 */

export type LineSeparator = "\n" | "\r\n";

export function separatorOf(text: string): LineSeparator {
  return text.includes("\r\n") && !/[^\r]\n|^\n|\r(?!\n)/.test(text) ? "\r\n" : "\n";
}

/** What comes from a clipboard, in the endings of the text that it comes into. */
export function withSeparator(text: string, separator: LineSeparator): string {
  return text.replaceAll(/\r\n?|\n/g, separator);
}
