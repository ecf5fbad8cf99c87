/** How long a session lasts. */

const DAY_MS = 24 * 3_600_000;

/** Without use. */
export const IDLE_MS = 7 * DAY_MS;
/** However much it is used. */
export const LONGEST_MS = 30 * DAY_MS;

/** Times in milliseconds since 1970. */
export function isOver(
  { usedAt, expiresAt }: { readonly usedAt: number; readonly expiresAt: number },
  now: number,
): boolean {
  return expiresAt <= now || usedAt + IDLE_MS <= now;
}
