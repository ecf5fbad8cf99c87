/** Sends what waits, oldest first, until a receiver has it: ever more slowly where it fails, and for three days at most. */
import {
  holdsOthers,
  MESSAGE_KEPT_MS,
  type PostWebhook,
  waitAfterFailure,
} from "../../core/alerts/webhook-port.ts";
import {
  dropOldMessages,
  dueMessages,
  forgetMessage,
  nextMessageAt,
  postponeMessage,
} from "../../db/outbox.ts";
import type { AlertDependencies } from "./dependencies.ts";

const AT_ONCE = 20;

/** @returns when there is something to send again; null: nothing waits */
export async function sendOutbox(
  { store, clock, log }: AlertDependencies,
  post: PostWebhook,
  isStopped: () => boolean,
): Promise<number | null> {
  if ((await nextMessageAt(store.read)) === null) return null;
  const dropped = await store.write((tx) => dropOldMessages(tx, clock.now() - MESSAGE_KEPT_MS));
  if (dropped > 0) log.warn({ count: dropped }, "webhooks were given up: nobody took them for three days");
  for (const waiting of await dueMessages(store.read, clock.now(), AT_ONCE)) {
    if (isStopped()) return null;
    const outcome = await post(waiting);
    if (outcome.kind === "delivered") {
      await store.write((tx) => forgetMessage(tx, waiting.id));
      continue;
    }
    const attempts = waiting.attempts + 1;
    log.warn({ outcome, event: waiting.event, attempts }, "a webhook was not taken");
    const until = clock.now() + waitAfterFailure(attempts);
    const isForAll = holdsOthers(outcome);
    await store.write((tx) =>
      postponeMessage(tx, { id: waiting.id, attempts }, { until, holdsOthers: isForAll }),
    );
    if (isForAll) break;
  }
  return nextMessageAt(store.read);
}
