/** How long a session lasts. */

const DAY_MS = 24 * 3_600_000;

/** Without use. */
export const IDLE_MS = 7 * DAY_MS;
/** However much it is used. */
export const LONGEST_MS = 30 * DAY_MS;

/** A clock may be set back so far without ending the sessions that began before. */
const SET_BACK_MS = DAY_MS;

/** Times in milliseconds since 1970. One that would last longer than any began by a clock that was years ahead: it is over, too. */
export function isOver(
  { usedAt, expiresAt }: { readonly usedAt: number; readonly expiresAt: number },
  now: number,
): boolean {
  return expiresAt <= now || usedAt + IDLE_MS <= now || expiresAt > now + LONGEST_MS + SET_BACK_MS;
}
