/** When a lane runs again after something that heals by itself. */

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * Doubles from 1 s to 60 s; the upper half is drawn, so that lanes that failed together do not come back together.
 * @param attempts failures in a row before this one
 * @param random in [0, 1)
 */
export function backOffMs(attempts: number, random: number): number {
  const full = Math.min(FIRST_MS * 2 ** Math.min(attempts, 16), LONGEST_MS);
  return Math.round(full / 2 + (full / 2) * random);
}
