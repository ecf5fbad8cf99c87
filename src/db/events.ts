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

/** Id of the workspace's newest row; 0: it has none. What happens in others moves it not. */
export async function newestActivity(reader: Reader, workspaceId: number): Promise<number> {
  const row = await reader
    .selectFrom("activity")
    .select(({ fn }) => fn.max("id").as("id"))
    .where("workspaceId", "=", workspaceId)
    .executeTakeFirst();
  return row?.id ?? 0;
}

/** Where somebody stands who has seen that row, or was told that it is the newest. Null: what came after is not kept any more, or the id is none. */
export async function cursorAfter(reader: Reader, id: number): Promise<EventCursor | null> {
  const newest = await newestEvents(reader);
  if (id > newest.activity) return null;
  const row = await reader
    .selectFrom("activity")
    .select("linkChange")
    .where("id", "<=", id)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row !== undefined) return { activity: id, change: row.linkChange };
  const first = await reader.selectFrom("activity").select("id").orderBy("id").limit(1).executeTakeFirst();
  return first === undefined || first.id === id + 1 ? { activity: id, change: 0 } : null;
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
  const last = Math.min(from.activity + AT_ONCE, until.activity);
  const ids = { after: from.activity, until: last };
  const activity = await activityBetween(reader, { workspaceId, rights }, ids);
  return { links: [], activity, cursor: { activity: last, change: from.change } };
}
