/** What happened in a workspace, for people: one row a matter. */
import type { Tx } from "./store.ts";

export type ActivityType =
  | "revision.added"
  | "commit.made"
  | "proposal.state"
  | "link.made"
  | "link.changed"
  | "link.removed"
  | "link.state"
  | "link.resolved"
  | "api.made"
  | "api.changed"
  | "api.deleted"
  | "api.restored"
  | "version.made"
  | "version.changed"
  | "version.deleted"
  | "version.restored"
  | "collection.made"
  | "collection.deleted"
  | "hook.made"
  | "hook.removed"
  | "installation.changed"
  | "repository.changed";

export interface Activity {
  readonly workspaceId: number;
  readonly at: number;
  readonly type: ActivityType;
  readonly document?: number | undefined;
  readonly link?: number | undefined;
  readonly actor?: string | null | undefined;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

/** Who does something, and when; null: nobody who is known by name. */
export interface Deed {
  readonly at: number;
  readonly actor: string | null;
}

export async function recordActivity(tx: Tx, activity: Activity): Promise<void> {
  await tx.query
    .insertInto("activity")
    .values({
      workspaceId: activity.workspaceId,
      at: activity.at,
      type: activity.type,
      document: activity.document ?? null,
      link: activity.link ?? null,
      actor: activity.actor ?? null,
      data: JSON.stringify(activity.data ?? {}),
    })
    .execute();
}

/** Rows that one prune takes at most, so that no other write waits long. */
const PRUNED_AT_ONCE = 500;

/** @returns whether there may be more */
export async function pruneActivity(tx: Tx, now: number, retentionMs: number): Promise<boolean> {
  const pruned = await tx.query
    .deleteFrom("activity")
    .where("id", "in", (eb) =>
      eb
        .selectFrom("activity")
        .select("id")
        .where("at", "<", now - retentionMs)
        .orderBy("id")
        .limit(PRUNED_AT_ONCE),
    )
    .executeTakeFirstOrThrow();
  return pruned.numDeletedRows === BigInt(PRUNED_AT_ONCE);
}
