/** The machine's own time. */
import type { Clock } from "./dependencies.ts";

/** setTimeout takes no longer delay: an early call finds nothing due and schedules again. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(at, work) {
    const delayMs = Math.min(Math.max(at - Date.now(), 0), LONGEST_DELAY_MS);
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
};
