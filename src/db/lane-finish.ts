/** How a run of a lane ends: where it rests, what it has seen, and when it runs again. */
import { sql } from "kysely";
import type { CommitId } from "../core/git/object-id.ts";
import type { LinkCode, LinkState } from "../core/sync/model.ts";
import { catchUp } from "../core/sync/second-look.ts";
import { type Block, raiseBlock } from "./blocks.ts";
import { recordStateChange } from "./lane-apply.ts";
import { holdsLease, type Lease } from "./lane-claim.ts";
import type { LoadedLane } from "./lane-load.ts";
import { forgetMoves, forgetOldMoves, forgetOwnMove } from "./lane-moves.ts";
import type { Tx } from "./store.ts";
import { markDirty } from "./units.ts";

const HEADS_KEPT = 64;

export interface LaneSight {
  readonly head: CommitId | null;
  readonly refId: string | null;
  readonly at: number;
}

/** The lane has seen, or made, this head; the one that it leaves is remembered. */
export async function moveHead(tx: Tx, lane: LoadedLane, sight: LaneSight): Promise<void> {
  const { head, lastHead } = await tx.query
    .selectFrom("lanes")
    .select(["head", "lastHead"])
    .where("id", "=", lane.id)
    .executeTakeFirstOrThrow();
  await tx.query
    .updateTable("lanes")
    .set({
      head: sight.head,
      lastHead: null,
      refId: sight.refId,
      verifiedAt: sight.at,
      suspectHead: null,
      suspectUntil: null,
    })
    .where("id", "=", lane.id)
    .execute();
  await tx.query.updateTable("links").set({ verifiedAt: sight.at }).where("lane", "=", lane.id).execute();
  const before = head ?? lastHead;
  if (before === null || before === sight.head) return;
  await rememberLeftHead(tx, lane.id, before, sight);
}

async function rememberLeftHead(tx: Tx, lane: number, left: CommitId, sight: LaneSight): Promise<void> {
  await tx.query.deleteFrom("laneHeads").where("lane", "=", lane).where("head", "=", left).execute();
  await tx.query.insertInto("laneHeads").values({ lane, head: left, leftAt: sight.at }).execute();
  if (sight.head !== null) {
    await tx.query.deleteFrom("laneHeads").where("lane", "=", lane).where("head", "=", sight.head).execute();
    await forgetOwnMove(tx, lane, { before: left, after: sight.head });
  }
  await tx.query
    .deleteFrom("laneHeads")
    .where("lane", "=", lane)
    .where("id", "not in", (eb) =>
      eb
        .selectFrom("laneHeads")
        .select("id")
        .where("lane", "=", lane)
        .orderBy("id", "desc")
        .limit(HEADS_KEPT),
    )
    .execute();
}

/** What was told of the branch is history by this look; what may come after it stays. */
export async function recordCaughtUp(tx: Tx, lane: LoadedLane, { head, at }: LaneSight): Promise<void> {
  const { done, left } = catchUp(lane, head);
  await forgetMoves(tx, lane.id, done);
  for (const one of left) {
    await tx.query
      .insertInto("laneHeads")
      .values({ lane: lane.id, head: one, leftAt: at, wasSeen: 0 })
      .onConflict((conflict) => conflict.columns(["lane", "head"]).doNothing())
      .execute();
  }
}

/**
 * The looks asked for before `load` are done as soon as what was seen is written: the echo of the commit that the same run makes
 * is then an event of its own, whose head the lane knows.
 */
export async function recordLooked(tx: Tx, lane: LoadedLane): Promise<void> {
  await tx.query.updateTable("lanes").set(looksDone(lane)).where("id", "=", lane.id).execute();
}

function looksDone({ look }: LoadedLane) {
  return {
    looked: look,
    lookHead: sql<CommitId | null>`case when "look" > ${look} then "lookHead" end`,
  };
}

export interface LaneEnd {
  /** Whether everything that `load` read is done; else the lane stays dirty. */
  readonly isClean: boolean;
  /** Whether the looks asked for before `load` are done. */
  readonly hasLooked: boolean;
  readonly attempts: number;
  /** Back-off: not before this time. */
  readonly runAt: number;
  /** Pace: no commit before this time, and the rest that led to it. */
  readonly pace?: Pace | undefined;
  /** The next run looks, whatever the lane remembers. */
  readonly marksLook?: boolean;
  readonly forgetsHead?: boolean;
  /** A head to be believed only when it is seen again. */
  readonly suspect?: { readonly head: CommitId; readonly until: number };
  /** What the lane's links show; `links`: only these. */
  readonly show?: Shown;
  /** No lane of the installation, or of the host, starts before. */
  readonly block?: Block | undefined;
}

export interface Pace {
  readonly commitAt: number;
  readonly restMs: number;
  readonly committedAt: number | null;
}

export interface Shown {
  readonly state: LinkState;
  readonly code: LinkCode;
  readonly nextAttemptAt: number | null;
  readonly links: readonly number[] | null;
}

const FORGOTTEN_HEAD = {
  head: null,
  lastHead: sql<CommitId | null>`coalesce("head", "lastHead")`,
  refId: null,
  suspectHead: null,
  suspectUntil: null,
};

/** Of a run that has committed and goes on: what it does next keeps to the pace too. */
export async function recordPace(tx: Tx, lease: Lease, pace: Pace): Promise<void> {
  if (!(await holdsLease(tx, lease))) return;
  await tx.query.updateTable("lanes").set(pace).where("id", "=", lease.lane).execute();
}

/** Gives the lane up. Newer marks keep it dirty: only the numbers that `load` read are done. */
export async function finishLane(
  tx: Tx,
  {
    lease,
    lane,
    end,
    now,
  }: { readonly lease: Lease; readonly lane: LoadedLane; readonly end: LaneEnd; readonly now: number },
): Promise<void> {
  if (!(await holdsLease(tx, lease))) return;
  await tx.query
    .updateTable("lanes")
    .set({
      attempts: end.attempts,
      runAt: end.runAt,
      leaseOwner: null,
      leaseUntil: null,
      ...end.pace,
      ...(end.suspect && { suspectHead: end.suspect.head, suspectUntil: end.suspect.until }),
      ...(end.forgetsHead && FORGOTTEN_HEAD),
      ...(end.isClean && {
        clean: lane.dirty,
        waitingSince: sql<number | null>`case when "dirty" > ${lane.dirty} then ${now} end`,
      }),
      ...(end.hasLooked && looksDone(lane)),
    })
    .where("id", "=", lane.id)
    .execute();
  await forgetOldMoves(tx, lane.id, lane.moves);
  if (end.show !== undefined) await showOnLane(tx, lane.id, end.show, now);
  if (end.block !== undefined) {
    await raiseBlock(tx, { hostId: lane.hostId, installation: lane.installation.id }, end.block);
  }
  if (end.marksLook) await markDirty(tx, [{ unit: "lanes", id: lane.id, look: true, head: null }], now);
  tx.signal("units");
  tx.signal("links");
}

/** A conflict or a choice stays what it is while GitHub cannot be reached. */
const KEPT_WHILE_PENDING: ReadonlySet<LinkState> = new Set([
  "choose",
  "conflict",
  "awaiting_merge",
  "declined",
]);
/** So does a refusal, with GitHub's own words for it, unless it is what was tried again. */
const REFUSALS: ReadonlySet<LinkCode | null> = new Set(["content_blocked", "branch_protected"]);

async function showOnLane(tx: Tx, lane: number, shown: Shown, now: number): Promise<void> {
  const { links, ...state } = shown;
  if (links?.length === 0) return;
  const rows = await tx.query
    .selectFrom("links")
    .select(["id", "workspaceId", "document", "state", "code"])
    .where("lane", "=", lane)
    .where("isPaused", "=", 0)
    .$if(links !== null, (query) => query.where("id", "in", links))
    .execute();
  for (const row of rows) {
    if (shown.state === "pending" && isKept(row, links)) continue;
    const isNew = row.state !== shown.state || row.code !== shown.code;
    await tx.query
      .updateTable("links")
      .set({ ...state, message: null, ...(isNew && { since: now }) })
      .where("id", "=", row.id)
      .execute();
    if (isNew) await recordStateChange(tx, row, shown, now);
  }
}

function isKept(row: { state: LinkState; code: LinkCode | null }, links: Shown["links"]): boolean {
  if (KEPT_WHILE_PENDING.has(row.state)) return true;
  return links === null && row.state === "error" && REFUSALS.has(row.code);
}
