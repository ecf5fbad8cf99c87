/**
 * A filter that stands in the address, and the letters of it that somebody is typing. The address follows the letters some time later:
 * what it says meanwhile may be older than what is typed, and must not take its place.
 */
export interface Typing {
  readonly typed: string;
  /** What the address said last. */
  readonly told: string;
  /** What it was asked to say and has not said yet, the oldest first. */
  readonly asked: readonly string[];
}

export function beginTyping(told: string): Typing {
  return { typed: told, told, asked: [] };
}

/** What the address says unasked counts, in place of what is typed: a way back to the whole list, for one. */
export function hear(typing: Typing, told: string): Typing {
  if (told === typing.told) return typing;
  const at = typing.asked.lastIndexOf(told);
  if (at === -1) return beginTyping(told);
  return { ...typing, told, asked: typing.asked.slice(at + 1) };
}
