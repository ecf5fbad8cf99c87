/** Which deliveries GitHub is asked to send again: nothing is redelivered automatically. */
import type { DeliveryAttempt } from "../sync/github-port.ts";

/** GitHub keeps what it could not deliver for three days. */
export const KEPT_MS = 3 * 24 * 3_600_000;
/** A delivery that fails this often is not asked for again: what it would have told is found by the heads of branches. */
const ATTEMPTS_AT_MOST = 3;
/** A flood of old deliveries at once would only stand in the way of new ones. */
const ASKED_AT_ONCE = 50;

/**
 * @param attempts newest first
 * @param received guids that are recorded here, whatever GitHub heard of the answer
 * @returns the latest attempt of each missed delivery, oldest first
 */
export function missedDeliveries(
  attempts: readonly DeliveryAttempt[],
  received: ReadonlySet<string>,
): readonly number[] {
  const missed: number[] = [];
  for (const [guid, tries] of Map.groupBy(attempts, (attempt) => attempt.guid)) {
    const isDone = received.has(guid) || tries.some(({ isAnswered }) => isAnswered);
    const [latest] = tries;
    if (!isDone && tries.length < ATTEMPTS_AT_MOST && latest !== undefined) missed.push(latest.id);
  }
  return missed.toReversed().slice(0, ASKED_AT_ONCE);
}
