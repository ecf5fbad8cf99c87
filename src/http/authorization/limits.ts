/**
 * Failed attempts, counted per network and kind: a few are free, then the network waits, longer each time. In memory: a
 * restart forgets, and the networks remembered are bounded, the oldest going first.
 *
 * What cannot be guessed (tokens, hooks' secrets) is judged first and counted only where it failed, so that a right one works
 * whatever others behind the same proxy do. What is short or begins a session (codes, sign-ins) is not judged while it waits.
 */
import { RateLimiterMemory } from "rate-limiter-flexible";
import { networkOf } from "./network-address.ts";
import { HttpProblem } from "../problems.ts";

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

interface Counter {
  waitSeconds(network: string): Promise<number>;
  failed(network: string): Promise<number>;
}

/** Each kind by itself, so that a flood of one does not push another's networks out. */
export function makeLimits({ remembered = REMEMBERED_NETWORKS } = {}): Limits {
  const counters: Readonly<Record<Attempt, Counter>> = {
    sign_in: makeCounter(remembered),
    token: makeCounter(remembered),
    hook: makeCounter(remembered),
    setup_code: makeCounter(remembered),
  };
  return {
    waitSeconds: (attempt, address) => counters[attempt].waitSeconds(networkOf(address)),
    failed: (attempt, address) => counters[attempt].failed(networkOf(address)),
  };
}

function makeCounter(remembered: number): Counter {
  const failures = new RateLimiterMemory({ points: FREE_FAILURES, duration: WINDOW_SECONDS });
  const waits = new RateLimiterMemory({ points: 1, duration: WAITS_REMEMBERED_SECONDS });
  const networks = new Set<string>();

  const remember = async (network: string): Promise<void> => {
    networks.delete(network);
    networks.add(network);
    const [oldest] = networks.size > remembered ? networks : [];
    if (oldest === undefined) return;
    networks.delete(oldest);
    await Promise.all([failures.delete(oldest), waits.delete(oldest)]);
  };
  const waitSeconds = async (network: string): Promise<number> => {
    const state = await failures.get(network);
    if (state === null || state.consumedPoints <= FREE_FAILURES) return 0;
    return Math.max(1, Math.ceil(state.msBeforeNext / 1000));
  };

  return {
    waitSeconds,
    async failed(network) {
      await remember(network);
      const { consumedPoints } = await failures.penalty(network);
      // Only the first beyond what is free begins a wait: what fails meanwhile does not make it longer.
      if (consumedPoints === FREE_FAILURES + 1) {
        const { consumedPoints: count } = await waits.penalty(network);
        await failures.block(network, Math.min(WINDOW_SECONDS * 2 ** (count - 1), LONGEST_WAIT_SECONDS));
      }
      return waitSeconds(network);
    },
  };
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
