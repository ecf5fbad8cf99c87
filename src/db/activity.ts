/**
 * What happened, for people and for audits: one row a matter. Whatever a request changes says by a `Deed` who did it, with what
 * and from where; what follows from GitHub by itself has no address.
 */
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
  | "link.sync_requested"
  | "link.approved"
  | "link.approval_withdrawn"
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
  | "hook.changed"
  | "hook.removed"
  | "token.made"
  | "token.changed"
  | "token.revoked"
  | "settings.changed"
  | "delivery.replayed"
  | "installation.changed"
  | "repository.changed"
  | "host.added"
  | "setup.opened"
  | "session.begun"
  | "session.refused"
  | "session.ended";

export interface Activity {
  /** Null: of the server: setup, sign-ins, deliveries of no workspace. */
  readonly workspaceId: number | null;
  readonly at: number;
  readonly type: ActivityType;
  readonly document?: number | undefined;
  readonly link?: number | undefined;
  /** Row id of the repository that it is about; that of the link where left out. */
  readonly repository?: number | undefined;
  readonly actor?: string | null | undefined;
  /** Row ids of what it was done with. */
  readonly user?: number | null | undefined;
  readonly token?: number | null | undefined;
  readonly hook?: number | null | undefined;
  readonly address?: string | null | undefined;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

/** Who does something, when, with what and from where. */
export interface Deed {
  readonly at: number;
  /** Null: nobody who is known by name. */
  readonly actor: string | null;
  /** Row ids of the user, the token or the hook. */
  readonly user?: number | null;
  readonly token?: number | null;
  readonly hook?: number | null;
  /** Of the network. */
  readonly address?: string | null;
}

/** Whose text it is, by login: the name of a token is nobody's. */
export function authorOf({ user, actor }: Deed): string | null {
  return typeof user === "number" ? actor : null;
}

/** Belongs in the transaction of what it tells of: neither is there without the other. */
export async function recordActivity(tx: Tx, activity: Activity): Promise<void> {
  const link = activity.link ?? null;
  await tx.query
    .insertInto("activity")
    .values((eb) => ({
      workspaceId: activity.workspaceId,
      at: activity.at,
      type: activity.type,
      document: activity.document ?? null,
      link,
      repository:
        activity.repository ?? eb.selectFrom("links").select("links.repository").where("links.id", "=", link),
      actor: activity.actor ?? null,
      user: activity.user ?? null,
      token: activity.token ?? null,
      hook: activity.hook ?? null,
      address: activity.address ?? null,
      data: JSON.stringify(activity.data ?? {}),
      linkChange: eb.selectFrom("linkChanges").select("linkChanges.value"),
    }))
    .execute();
  tx.signal("activity");
}

/** Rows that one prune takes at most, so that no other write waits long. */
const PRUNED_AT_ONCE = 500;

/** The newest row stays, so that no id comes back. @returns whether there may be more */
export async function pruneActivity(tx: Tx, now: number, retentionMs: number): Promise<boolean> {
  const old = await tx.query
    .selectFrom("activity")
    .select(["id", "workspaceId", "linkChange"])
    .where("at", "<", now - retentionMs)
    .where("id", "<", (one) => one.selectFrom("activity").select((last) => last.fn.max("id").as("id")))
    .orderBy("id")
    .limit(PRUNED_AT_ONCE)
    .execute();
  if (old.length === 0) return false;
  const ids = old.map(({ id }) => id);
  await tx.query.deleteFrom("activity").where("id", "in", ids).execute();
  await notePruned(tx, old);
  return old.length === PRUNED_AT_ONCE;
}

interface OldRow {
  readonly id: number;
  readonly workspaceId: number | null;
  readonly linkChange: number;
}

/** The streams of events go by it. @param old in the order of their ids */
async function notePruned(tx: Tx, old: readonly OldRow[]): Promise<void> {
  const newest = new Map(old.map((row) => [row.workspaceId, row]));
  for (const { id, workspaceId, linkChange } of newest.values()) {
    if (workspaceId === null) continue;
    await tx.query
      .updateTable("workspaces")
      .set({ prunedActivity: id, prunedChange: linkChange })
      .where("id", "=", workspaceId)
      .where("prunedActivity", "<", id)
      .execute();
  }
}
