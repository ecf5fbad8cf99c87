/** Webhooks that this server sends: signed, never to where its own network is unless that is allowed. */

export interface OutgoingMessage {
  readonly event: string;
  /** The same for every attempt, so that a receiver can tell a repetition. */
  readonly guid: string;
  /** JSON. */
  readonly payload: string;
}

export type PostOutcome =
  | { readonly kind: "delivered" }
  /** Answered, but not with 2xx. */
  | { readonly kind: "refused"; readonly status: number }
  /** The network's code, or `timeout`. */
  | { readonly kind: "unreachable"; readonly detail: string }
  /** The name leads into a private network. */
  | { readonly kind: "forbidden" };

/** Never throws. */
export type PostWebhook = (message: OutgoingMessage) => Promise<PostOutcome>;

const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 3_600_000;
/** A receiver that is away for longer gets no more of what it missed. */
export const MESSAGE_KEPT_MS = 3 * 24 * 3_600_000;

/** @param attempts failures in a row, this one included */
export function waitAfterFailure(attempts: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_WAIT_MS);
}

/** The receiver is away, or wants less: the others would fare no better. A refusal may be of this message alone. */
export function holdsOthers(outcome: PostOutcome): boolean {
  if (outcome.kind !== "refused") return outcome.kind !== "delivered";
  return outcome.status >= 500 || outcome.status === 429 || outcome.status === 408;
}
