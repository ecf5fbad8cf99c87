/**
 * The one table that says what follows from a failed request: when it is tried again and who else has to wait, or which
 * error a person has to see. What heals by itself is tried for ever, ever more slowly; nothing is given up on a guess.
 */
import type { LinkErrorCode, PendingReason } from "../sync/model.ts";
import type { Failure } from "./failure.ts";

interface FailedTry {
  readonly attempts: number;
  readonly now: number;
  readonly random: number;
}

export type Consequence =
  | {
      readonly kind: "retry";
      /** Milliseconds since 1970. */
      readonly at: number;
      readonly reason: PendingReason;
      /** Who waits until then besides the one that failed. */
      readonly blocks: "installation" | "host" | null;
    }
  | { readonly kind: "give_up"; readonly code: LinkErrorCode };

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** A time that GitHub names is kept to, but a wrong clock there must not stop us for days. */
const LONGEST_NAMED_WAIT_MS = 2 * HOUR_MS;
/** A host that is silent to one lane only must not be blocked for all by that lane's tries. */
const TRIES_THAT_BLOCK_A_HOST = 3;
/** "Not found" may be a lagging replica, or a branch that is gone: the next looks tell. */
const TRIES_TO_FIND = 3;

interface Growth {
  readonly firstMs: number;
  readonly capMs: number;
  /** Share of the wait that chance adds. */
  readonly jitter: number;
}

const UNNAMED_LIMIT: Growth = { firstMs: MINUTE_MS, capMs: HOUR_MS, jitter: 0.1 };
const UNREACHABLE: Growth = { firstMs: 5 * SECOND_MS, capMs: 5 * MINUTE_MS, jitter: 0.2 };
const SERVER_ERROR: Growth = { firstMs: SECOND_MS, capMs: 5 * MINUTE_MS, jitter: 0.5 };
const UNAUTHORIZED: Growth = { firstMs: 30 * SECOND_MS, capMs: 15 * MINUTE_MS, jitter: 0.2 };
const NOT_FOUND: Growth = { firstMs: 2 * SECOND_MS, capMs: MINUTE_MS, jitter: 0.5 };
const UNEXPECTED: Growth = { firstMs: 10 * SECOND_MS, capMs: HOUR_MS, jitter: 0.2 };

/**
 * @param attempts failures in a row before this one
 * @param now milliseconds since 1970
 * @param random in [0, 1): spreads those who wait for the same thing
 */
export function classifyFailure(
  failure: Failure,
  attempts: number,
  now: number,
  random: number,
): Consequence {
  const failed: FailedTry = { attempts, now, random };
  switch (failure.kind) {
    case "app_suspended":
    case "app_uninstalled":
    case "permission_missing":
    case "repository_archived":
      return { kind: "give_up", code: failure.kind };
    case "not_found":
      return attempts + 1 < TRIES_TO_FIND
        ? { kind: "retry", at: after(NOT_FOUND, failed), reason: "retrying", blocks: null }
        : { kind: "give_up", code: "repository_not_accessible" };
    case "rate_limited":
    case "unreachable":
    case "server_error":
    case "unauthorized":
    case "unexpected":
      return { kind: "retry", ...wait(failure, failed) };
  }
}

type Lasting =
  | "app_suspended"
  | "app_uninstalled"
  | "permission_missing"
  | "repository_archived"
  | "not_found";
type Wait = Omit<Extract<Consequence, { kind: "retry" }>, "kind">;

function wait(failure: Exclude<Failure, { kind: Lasting }>, failed: FailedTry): Wait {
  switch (failure.kind) {
    case "rate_limited": {
      const { retryAt } = failure;
      const at = retryAt === null ? after(UNNAMED_LIMIT, failed) : named(retryAt, failed);
      return { at, reason: "rate_limited", blocks: "installation" };
    }
    case "unreachable": {
      const blocks = isWholeHost(failure.detail, failed) ? "host" : null;
      return { at: after(UNREACHABLE, failed), reason: "host_unreachable", blocks };
    }
    case "server_error":
      return { at: after(SERVER_ERROR, failed), reason: "retrying", blocks: null };
    case "unauthorized":
      // A wrong key or clock heals when it is set right, without anything done to the links; and it may be this
      // installation's alone, so the others go on.
      return { at: after(UNAUTHORIZED, failed), reason: "retrying", blocks: "installation" };
    case "unexpected":
      return { at: after(UNEXPECTED, failed), reason: "retrying", blocks: null };
  }
}

/** The wait doubles with each try up to its cap. */
function after(growth: Growth, { attempts, now, random }: FailedTry): number {
  const waitMs = Math.min(growth.capMs, growth.firstMs * 2 ** Math.min(attempts, 30));
  return now + Math.round(waitMs * (1 + growth.jitter * random));
}

/** Never before the time that GitHub named, a little spread after it. */
function named(retryAt: number, { now, random }: FailedTry): number {
  const earliest = Math.min(Math.max(retryAt, now + SECOND_MS), now + LONGEST_NAMED_WAIT_MS);
  return earliest + Math.round(5 * SECOND_MS * random);
}

/** No name, no connection, no trust: so for everybody. Silence and broken connections may be this request's alone. */
function isWholeHost(
  detail: Extract<Failure, { kind: "unreachable" }>["detail"],
  { attempts }: FailedTry,
): boolean {
  if (detail === "refused" || detail === "name" || detail === "tls") return true;
  return attempts < TRIES_THAT_BLOCK_A_HOST;
}
