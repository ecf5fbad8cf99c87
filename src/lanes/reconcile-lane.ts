/**
 * Brings one lane to rest; there is no second path for recovery.
 *
 * load      links, store blobs, the dirty number
 * observe   at one commit, unless the lane rests at a head that nobody has moved
 * plan      pure
 * apply     inbound in one transaction, outbound one commit a chunk
 *
 * A crash at any await leaves a dirty lane, and at most one write to be settled.
 */
import type { LinkErrorCode } from "../core/sync/model.ts";
import { type LinkPlan, planLane } from "../core/sync/plan.ts";
import { refusesCommits } from "../core/sync/proposal.ts";
import { catchUp } from "../core/sync/second-look.ts";
import type { Lease } from "../db/lane-claim.ts";
import { type LaneEnd, recordPace } from "../db/lane-finish.ts";
import { type LoadedLane, loadLane } from "../db/lane-load.ts";
import { applyLook } from "./apply-look.ts";
import type { CommitRun } from "./commit-attempt.ts";
import type { CommitBudget } from "./commit-budget.ts";
import type { LaneDependencies } from "./dependencies.ts";
import type { HeadChecks } from "./head-checks.ts";
import {
  AT_REST,
  endAfterFailure,
  endBusy,
  endDoubted,
  endInError,
  endOf,
  endSuspect,
  restNow,
} from "./lane-end.ts";
import { lookAtGitHub } from "./look-at-github.ts";
import { lookAtProposals } from "./look-at-proposals.ts";
import { type LinkView, needsLook, remember, type Sight } from "./look.ts";
import { isOutbound } from "./prepare-additions.ts";
import { sendOutbound } from "./send-outbound.ts";
import { type Settled, settleWrites } from "./settle.ts";

/** Looks at once after a head that moved, before the lane lets others go first. */
const STALE_TRIES = 3;

export interface LaneRun {
  readonly deps: LaneDependencies;
  readonly budget: CommitBudget;
  readonly lease: Lease;
  readonly headChecks: HeadChecks;
}

export interface LaneOutcome {
  /** As it was last loaded: what the end's numbers refer to. */
  readonly lane: LoadedLane;
  readonly end: LaneEnd;
}

type RunResult =
  /** `lane`: as it was loaded meanwhile. */
  | { readonly kind: "ended"; readonly end: LaneEnd; readonly lane?: LoadedLane }
  | { readonly kind: "again" | "lost" };

/** Null where the claim was lost. Throws only where the fault is ours. */
export async function reconcileLane(run: LaneRun, first: LoadedLane): Promise<LaneOutcome | null> {
  let lane = first;
  for (let tries = 0; ; tries += 1) {
    const result = await runOnce(run, lane, tries > 0);
    if (result.kind === "ended") return { lane: result.lane ?? lane, end: result.end };
    if (result.kind === "lost") return null;
    if (tries === STALE_TRIES) return { lane, end: endBusy(run.deps, lane) };
    lane = await run.deps.store.write((tx) => loadLane(tx.query, run.lease.lane));
  }
}

async function runOnce(run: LaneRun, first: LoadedLane, isAgain: boolean): Promise<RunResult> {
  const blocked = codeBeforeLook(first);
  if (blocked !== null) return { kind: "ended", end: endInError(blocked) };
  if (first.links.every((link) => link.isPaused) && !hasOpenRequest(first))
    return { kind: "ended", end: AT_REST };
  const isLooking = isAgain || needsLook(first);
  try {
    const proposals = await lookAtProposals(run.deps, { lane: first, lease: run.lease, isLooking });
    if (proposals === null) return { kind: "lost" };
    const { lane, hasMerged, doubtedUntil } = proposals;
    if (doubtedUntil !== null) return { kind: "ended", end: endDoubted(lane, doubtedUntil), lane };
    const result = await lookAndCarryOut(run, lane, isLooking || hasMerged || needsLook(lane));
    return result.kind === "ended" ? { ...result, lane } : result;
  } catch (error) {
    return { kind: "ended", end: endAfterFailure(run.deps, first, { error, links: null }) };
  }
}

async function lookAndCarryOut(run: LaneRun, lane: LoadedLane, hasLooked: boolean): Promise<RunResult> {
  const looked = hasLooked
    ? await lookAtGitHub(run.deps, lane)
    : ({ kind: "seen", sight: remember(lane) } as const);
  if (hasLooked && looked.kind === "seen" && catchUp(lane, looked.sight.head).isToldOfMore)
    run.headChecks.checkLater(lane.id);
  if (looked.kind === "seen") return carryOut(run, lane, looked.sight, hasLooked);
  return {
    kind: "ended",
    end: looked.kind === "refused" ? endInError(looked.code) : endSuspect(lane, looked),
  };
}

function codeBeforeLook(lane: LoadedLane): LinkErrorCode | null {
  if (lane.installation.state === "uninstalled") return "app_uninstalled";
  if (lane.installation.state === "suspended") return "app_suspended";
  return lane.repository.isAccessible ? null : "repository_not_accessible";
}

async function carryOut(
  run: LaneRun,
  lane: LoadedLane,
  sight: Sight,
  hasLooked: boolean,
): Promise<RunResult> {
  const settled = await settleWrites(run.deps, lane, sight);
  const commitAt = nextCommitAt(run, lane);
  const plans = planFor(run, lane, { sight, settled, commitAt });
  const found = settled.commits;
  const applied = await applyLook(run.deps, { lane, lease: run.lease, sight, hasLooked, plans, found });
  if (!applied) return { kind: "lost" };
  const { head, refId } = sight;
  const commits: CommitRun = { deps: run.deps, lane, lease: run.lease, head, refId, commits: 0 };
  const outbound = plans.filter(isOutbound);
  try {
    const result = await sendOutbound(commits, plans, sight);
    if (result === "lost") return { kind: "lost" };
    if (result === "again" && sight.head !== null) await restAfter(run, commits);
    if (result === "stale" || result === "again") return { kind: "again" };
    const isUnanswered = result === "unanswered";
    const carried = { plans, isUnanswered, hasLooked, commits: commits.commits, commitAt };
    const end = endOf(run.deps, lane, carried);
    return { kind: "ended", end };
  } catch (error) {
    await restAfter(run, commits);
    const links = outbound.map(({ link }) => link.id);
    return { kind: "ended", end: endAfterFailure(run.deps, lane, { error, links }) };
  } finally {
    run.budget.record(lane.installation.id, run.deps.clock.now(), commits.commits);
  }
}

/** What was committed before the run goes on, or fails, is rested after all the same. */
async function restAfter(run: LaneRun, { commits, lane }: CommitRun): Promise<void> {
  if (commits === 0) return;
  const pace = restNow(lane, run.deps.clock.now());
  await run.deps.store.write((tx) => recordPace(tx, run.lease, pace));
}

interface SettledSight {
  readonly sight: Sight;
  readonly settled: Settled;
  readonly commitAt: number;
}

/** The lane's own pace, and the installation's budget. */
function nextCommitAt({ deps, budget }: LaneRun, lane: LoadedLane): number {
  return Math.max(lane.commitAt, budget.nextAt(lane.installation.id, deps.clock.now()));
}

function planFor(
  { deps }: LaneRun,
  lane: LoadedLane,
  { sight, settled, commitAt }: SettledSight,
): readonly LinkPlan[] {
  const now = deps.clock.now();
  const plans = planLane({
    links: lane.links.map((link) => ({ ...link, agreed: settled.agreed.get(link.id) ?? link.agreed })),
    views: viewsOf(lane, sight.views),
    head: sight.head,
    now,
    commitAt,
    branchRefuses: refusesCommits(lane.refusedCommitsAt, hasOpenRequest(lane), now),
    mayPropose: lane.installation.mayPropose,
  });
  const loaded = new Map(lane.links.map((link) => [link.id, link]));
  return plans.map((plan) => ({
    ...plan,
    link: loaded.get(plan.link.id) ?? plan.link,
    step: stepOf(plan, sight),
  }));
}

function hasOpenRequest({ proposals }: LoadedLane): boolean {
  return proposals.some(({ state }) => state === "open");
}

/** An archived repository takes no commits; what comes from it is taken as ever. */
function stepOf(plan: LinkPlan, sight: Sight): LinkPlan["step"] {
  const wantsCommit = plan.step.kind === "outbound" || plan.step.kind === "wait";
  return wantsCommit && sight.isArchived ? { kind: "error", code: "repository_archived" } : plan.step;
}

function viewsOf({ displaced }: LoadedLane, views: ReadonlyMap<number, LinkView>) {
  const taken = { kind: "failed", code: "path_linked" } as const;
  return new Map([...views].map(([id, { view }]) => [id, displaced.has(id) ? taken : view] as const));
}
