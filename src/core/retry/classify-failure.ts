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

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A time that GitHub names is kept to, but a wrong clock there must not stop us for days. */
const LONGEST_NAMED_WAIT = 2 * HOUR;
/** A host that is silent to one lane only must not be blocked for all by that lane's tries. */
const TRIES_THAT_BLOCK_A_HOST = 3;
/** "Not found" may be a lagging replica, or a branch that is gone: the next looks tell. */
const TRIES_TO_FIND = 3;

interface Growth {
  readonly first: number;
  readonly cap: number;
  /** Share of the wait that chance adds. */
  readonly jitter: number;
}

const UNNAMED_LIMIT: Growth = { first: MINUTE, cap: HOUR, jitter: 0.1 };
const UNREACHABLE: Growth = { first: 5 * SECOND, cap: 5 * MINUTE, jitter: 0.2 };
const SERVER_ERROR: Growth = { first: SECOND, cap: 5 * MINUTE, jitter: 0.5 };
const UNAUTHORIZED: Growth = { first: 30 * SECOND, cap: 15 * MINUTE, jitter: 0.2 };
const NOT_FOUND: Growth = { first: 2 * SECOND, cap: MINUTE, jitter: 0.5 };
const UNEXPECTED: Growth = { first: 10 * SECOND, cap: HOUR, jitter: 0.2 };

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
  const waitMs = Math.min(growth.cap, growth.first * 2 ** Math.min(attempts, 30));
  return now + Math.round(waitMs * (1 + growth.jitter * random));
}

/** Never before the time that GitHub named, a little spread after it. */
function named(retryAt: number, { now, random }: FailedTry): number {
  const earliest = Math.min(Math.max(retryAt, now + SECOND), now + LONGEST_NAMED_WAIT);
  return earliest + Math.round(5 * SECOND * random);
}

/** No name, no connection, no trust: so for everybody. Silence and broken connections may be this request's alone. */
function isWholeHost(
  detail: Extract<Failure, { kind: "unreachable" }>["detail"],
  { attempts }: FailedTry,
): boolean {
  if (detail === "refused" || detail === "name" || detail === "tls") return true;
  return attempts < TRIES_THAT_BLOCK_A_HOST;
}
