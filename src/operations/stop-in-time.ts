/**
 * Ends a server within ten seconds, whatever hangs: what service managers and containers give it before they kill it.
 *
 *     at once  nothing new is taken: no connection, no lane, no sweep
 *     3 s      connections that are still open are cut
 *     5 s      requests to GitHub that are still unanswered are abandoned, as if GitHub had been silent
 *     8 s      whatever is still under way is left behind, as a crash would leave it
 *
 * Nothing that was acknowledged is lost by any of it: it was durable before, and what is left behind stays dirty for the next
 * start.
 */

export interface Stoppable {
  /** Takes no new work; resolves when what is under way is done. */
  readonly drain: () => Promise<unknown>;
  readonly closeConnections: () => Promise<unknown>;
  readonly cutConnections: () => void;
  /** No answer of GitHub is waited for any more, and what depended on one leaves no trace. */
  readonly abandon: () => void;
}

export interface StopTimes {
  readonly connectionsMs: number;
  readonly gitHubMs: number;
  readonly allMs: number;
}

const TIMES: StopTimes = { connectionsMs: 3000, gitHubMs: 5000, allMs: 8000 };

/** @returns whether all was done; else something was left behind */
export async function stopInTime(server: Stoppable, times: StopTimes = TIMES): Promise<boolean> {
  const cut = setTimeout(() => server.cutConnections(), times.connectionsMs);
  const abandon = setTimeout(() => server.abandon(), times.gitHubMs);
  let lastly: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    lastly = setTimeout(() => resolve(false), times.allMs);
  });
  const done = Promise.allSettled([server.drain(), server.closeConnections()]).then(() => true as const);
  try {
    return await Promise.race([done, tooLate]);
  } finally {
    for (const timer of [cut, abandon, lastly]) clearTimeout(timer);
  }
}
