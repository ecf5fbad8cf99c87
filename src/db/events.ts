/**
 * What event streams go by: the ids of the activity, and the numbers of the links' changes. A stream tells of links before it
 * tells of the activity, so that whoever has seen a row of the activity has seen every change of a link that was counted by then.
 */
import { ADMIN_RIGHTS, type Rights } from "../core/access/rights.ts";
import { type ActivityRecord, activityBetween } from "./activity-list.ts";
import { changedLinks, type LinkRecord } from "./links.ts";
import type { Reader } from "./store.ts";

/** Up to where somebody was told. */
export interface EventCursor {
  /** Id of a row. */
  readonly activity: number;
  /** Number of a change of a link. */
  readonly change: number;
}

export interface EventPage {
  readonly links: readonly LinkRecord[];
  readonly activity: readonly ActivityRecord[];
  /** Where the next page begins. */
  readonly cursor: EventCursor;
}

/** Rows that a page holds, or about so many. */
const AT_ONCE = 100;

/** Null: of all workspaces. */
export type EventFilter = { readonly workspaceId: number; readonly rights: Rights } | null;

export async function newestEvents(reader: Reader): Promise<EventCursor> {
  return reader
    .selectFrom("linkChanges")
    .select((eb) => [
      "linkChanges.value as change",
      eb.fn
        .coalesce(
          eb.selectFrom("activity").select(({ fn }) => fn.max("activity.id").as("last")),
          eb.lit(0),
        )
        .as("activity"),
    ])
    .executeTakeFirstOrThrow();
}

/** Id of the newest row that the workspace ever had; 0: it had none. What happens in others moves it not. */
export async function newestActivity(reader: Reader, workspaceId: number): Promise<number> {
  const row = await reader
    .selectFrom("activity")
    .select(({ fn }) => fn.max("id").as("id"))
    .where("workspaceId", "=", workspaceId)
    .executeTakeFirst();
  return row?.id ?? (await prunedOf(reader, workspaceId)).activity;
}

/** Up to where the workspace's rows are forgotten. */
async function prunedOf(reader: Reader, workspaceId: number): Promise<EventCursor> {
  return reader
    .selectFrom("workspaces")
    .select(["prunedActivity as activity", "prunedChange as change"])
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
}

export interface Resuming {
  readonly workspaceId: number;
  /** Id of the row that was seen last, or was told to be the workspace's newest. */
  readonly after: number;
  /** Rows of the workspace that may have come since. */
  readonly most: number;
}

/** Where somebody stands who comes back. Null: of what came after something is not kept any more, or it is too much, or the id is none. */
export async function cursorAfter(
  reader: Reader,
  { workspaceId, after, most }: Resuming,
): Promise<EventCursor | null> {
  const newest = await newestEvents(reader);
  const pruned = await prunedOf(reader, workspaceId);
  if (after > newest.activity || after < pruned.activity) return null;
  const beyond = await reader
    .selectFrom("activity")
    .select("id")
    .where("workspaceId", "=", workspaceId)
    .where("id", ">", after)
    .orderBy("id")
    .offset(most)
    .limit(1)
    .executeTakeFirst();
  if (beyond !== undefined) return null;
  const row = await reader
    .selectFrom("activity")
    .select("linkChange")
    .where("id", "<=", after)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  // Of a time before the row was seen: some links may be told again.
  return { activity: after, change: Math.max(row?.linkChange ?? 0, pruned.change) };
}

export function hasReached(cursor: EventCursor, until: EventCursor): boolean {
  return cursor.activity >= until.activity && cursor.change >= until.change;
}

/** What comes after `from`, up to `until`; `until` must not have been reached. */
export async function readEvents(
  reader: Reader,
  filter: EventFilter,
  { from, until }: { readonly from: EventCursor; readonly until: EventCursor },
): Promise<EventPage> {
  const workspaceId = filter?.workspaceId ?? null;
  const rights = filter?.rights ?? ADMIN_RIGHTS;
  if (from.change < until.change) {
    const range = { after: from.change, until: until.change, limit: AT_ONCE };
    const { readable } = rights;
    const page = await changedLinks(reader, { workspaceId, readable }, range);
    return { links: page.links, activity: [], cursor: { activity: from.activity, change: page.until } };
  }
  // Others may have filled any number of rows between two of one workspace.
  const last = workspaceId === null ? Math.min(from.activity + AT_ONCE, until.activity) : until.activity;
  const ids = { after: from.activity, until: last, limit: AT_ONCE };
  const activity = await activityBetween(reader, { workspaceId, rights }, ids);
  const reached = activity.length < AT_ONCE ? last : (activity.at(-1)?.id ?? last);
  return { links: [], activity, cursor: { activity: reached, change: from.change } };
}
