/**
 * Failed attempts, counted per network and kind: a few are free, then the network waits, longer each time. In memory: a
 * restart forgets, and the networks remembered are bounded, the oldest going first.
 *
 * What cannot be guessed (tokens, hooks' secrets) is judged first and counted only where it failed, so that a right one works
 * whatever others behind the same proxy do. What is short or begins a session (codes, sign-ins) is not judged while it waits.
 */
import { RateLimiterMemory } from "rate-limiter-flexible";
import { networkOf } from "./network-address.ts";
import { HttpProblem } from "./problems.ts";

export type Attempt = "sign_in" | "token" | "hook" | "setup_code";

export interface Limits {
  /** Seconds until the next attempt is judged; 0: now. Ask it right before judging what can be guessed. */
  waitSeconds(attempt: Attempt, address: string): Promise<number>;
  /** Counts one that failed; answers the seconds to wait from now on. */
  failed(attempt: Attempt, address: string): Promise<number>;
}

/** Failures in a minute that cost nothing. */
const FREE_FAILURES = 10;
const WINDOW_SECONDS = 60;
/** A wait is twice as long as the one before, where that is not this long ago. */
const WAITS_REMEMBERED_SECONDS = 6 * 3600;
const LONGEST_WAIT_SECONDS = 3600;
const REMEMBERED_NETWORKS = 20_000;

export function makeLimits({ remembered = REMEMBERED_NETWORKS } = {}): Limits {
  const failures = new RateLimiterMemory({ points: FREE_FAILURES, duration: WINDOW_SECONDS });
  const waits = new RateLimiterMemory({ points: 1, duration: WAITS_REMEMBERED_SECONDS });
  const keys = new Set<string>();

  const remember = async (key: string): Promise<void> => {
    keys.delete(key);
    keys.add(key);
    const [oldest] = keys.size > remembered ? keys : [];
    if (oldest === undefined) return;
    keys.delete(oldest);
    await Promise.all([failures.delete(oldest), waits.delete(oldest)]);
  };
  const waitSeconds = async (key: string): Promise<number> => {
    const state = await failures.get(key);
    if (state === null || state.consumedPoints <= FREE_FAILURES) return 0;
    return Math.max(1, Math.ceil(state.msBeforeNext / 1000));
  };

  return {
    waitSeconds: (attempt, address) => waitSeconds(keyOf(attempt, address)),
    async failed(attempt, address) {
      const key = keyOf(attempt, address);
      await remember(key);
      const { consumedPoints } = await failures.penalty(key);
      // Only the first beyond what is free begins a wait: what fails meanwhile does not make it longer.
      if (consumedPoints === FREE_FAILURES + 1) {
        const { consumedPoints: count } = await waits.penalty(key);
        await failures.block(key, Math.min(WINDOW_SECONDS * 2 ** (count - 1), LONGEST_WAIT_SECONDS));
      }
      return waitSeconds(key);
    },
  };
}

function keyOf(attempt: Attempt, address: string): string {
  return `${attempt} ${networkOf(address)}`;
}

export function tooManyAttempts(seconds: number): HttpProblem {
  return new HttpProblem("too_many_attempts", `Too many attempts failed; try again in ${seconds} s.`, {
    headers: { "retry-after": String(seconds) },
  });
}

/** @throws HttpProblem `too_many_attempts`, where this failure was one too many */
export async function countFailure(limits: Limits, attempt: Attempt, address: string): Promise<void> {
  const seconds = await limits.failed(attempt, address);
  if (seconds > 0) throw tooManyAttempts(seconds);
}
