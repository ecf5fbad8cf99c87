/** How a run of a lane ends, as a value that `finishLane` writes. */
import { classifyFailure } from "../core/retry/classify-failure.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import { backOffMs } from "../core/sync/back-off.ts";
import type { CommitId } from "../core/git/object-id.ts";
import type { LinkErrorCode, PendingReason } from "../core/sync/model.ts";
import { restAfterCommit } from "../core/sync/pace.ts";
import type { LinkPlan } from "../core/sync/plan.ts";
import type { LaneEnd, Pace } from "../db/lane-finish.ts";
import type { LoadedLane } from "../db/lane-load.ts";
import type { LaneDependencies } from "./dependencies.ts";

export const AT_REST: LaneEnd = { isClean: true, hasLooked: true, attempts: 0, runAt: 0 };

/** The whole lane waits for a person. What its head was is forgotten: the next run looks. */
export function endInError(code: LinkErrorCode): LaneEnd {
  return { ...AT_REST, forgetsHead: true, show: { state: "error", code, nextAttemptAt: null, links: null } };
}

/** The lane keeps what it has until the head is seen again. */
export function endSuspect(
  lane: LoadedLane,
  suspect: { readonly head: CommitId; readonly until: number },
): LaneEnd {
  return { isClean: false, hasLooked: false, attempts: lane.attempts, runAt: suspect.until, suspect };
}

/** As with the lane's own head: nothing is done before a rolling branch is seen again. */
export function endDoubted(lane: LoadedLane, until: number): LaneEnd {
  return { isClean: false, hasLooked: false, attempts: lane.attempts, runAt: until };
}

/** The branch moves faster than this lane commits: others go first. Not a failure. */
export function endBusy(deps: LaneDependencies, lane: LoadedLane): LaneEnd {
  const at = deps.clock.now() + backOffMs(lane.attempts, deps.random());
  return endLater(lane, { at, reason: "branch_busy", links: null });
}

/** A fault of ours: the lane goes on later, ever more slowly, and the log says what happened. */
export function endFault(deps: LaneDependencies, lane: LoadedLane): LaneEnd {
  const error = new GitHubFailure({ kind: "unexpected", status: null, message: "" });
  return endAfterFailure(deps, lane, { error, links: null });
}

export interface CarriedOut {
  readonly plans: readonly LinkPlan[];
  readonly isUnanswered: boolean;
  readonly hasLooked: boolean;
  readonly commits: number;
  /** The pace that the plans kept to: no commit of the lane before. */
  readonly commitAt: number;
}

export function endOf(deps: LaneDependencies, lane: LoadedLane, carried: CarriedOut): LaneEnd {
  const pace = paceAfter(lane, carried, deps.clock.now());
  const unknown = linksOf(carried.plans, carried.isUnanswered ? "outbound" : "skip");
  if (unknown.length > 0 || carried.isUnanswered)
    return { ...endAfterFailure(deps, lane, { error: SAID_NOTHING, links: unknown }), pace };
  const isWaiting = carried.plans.some(({ step }) => step.kind === "wait");
  return { ...AT_REST, isClean: !isWaiting, pace };
}

function linksOf(plans: readonly LinkPlan[], kind: LinkPlan["step"]["kind"]): readonly number[] {
  return plans.filter(({ step }) => step.kind === kind).map(({ link }) => link.id);
}

/** What a single link waits for (`quiet`) is not the lane's pace: others of the lane do not wait for it. */
function paceAfter(lane: LoadedLane, { plans, commits, commitAt }: CarriedOut, now: number): LaneEnd["pace"] {
  if (commits > 0) return restNow(lane, now);
  const isWaiting = plans.some(({ step }) => step.kind === "wait");
  return isWaiting ? { commitAt, restMs: lane.restMs, committedAt: lane.committedAt } : undefined;
}

/** The rest that follows what has been committed just now. */
export function restNow(lane: LoadedLane, now: number): Pace {
  const restMs = restAfterCommit(lane, now);
  return { commitAt: now + restMs, restMs, committedAt: now };
}

/** A write without an answer, a path without a word: as when the server had failed. */
const SAID_NOTHING = new GitHubFailure({ kind: "server_error", status: 500 });

interface Later {
  readonly at: number;
  readonly reason: PendingReason;
  readonly links: readonly number[] | null;
}

/** Runs again then, with a look. */
function endLater(lane: LoadedLane, { at, reason, links }: Later): LaneEnd {
  return {
    isClean: false,
    hasLooked: false,
    marksLook: true,
    attempts: lane.attempts + 1,
    runAt: at,
    show: { state: "pending", code: reason, nextAttemptAt: at, links },
  };
}

/**
 * @param links those that the failure concerns; null: all
 * @throws the error itself where it is not GitHub's edge that failed
 */
export function endAfterFailure(
  deps: LaneDependencies,
  lane: LoadedLane,
  { error, links }: { readonly error: unknown; readonly links: readonly number[] | null },
): LaneEnd {
  if (!(error instanceof GitHubFailure)) throw error;
  const verdict = classifyFailure(error.failure, lane.attempts, deps.clock.now(), deps.random());
  if (verdict.kind === "give_up") {
    const show = { state: "error", code: verdict.code, nextAttemptAt: null, links } as const;
    return { ...AT_REST, forgetsHead: true, show };
  }
  const { at, reason, blocks } = verdict;
  const block = blocks === null ? undefined : { unit: blocks, until: at, reason };
  return { ...endLater(lane, { at, reason, links }), block };
}
