/**
 * Links that follow the default branch move when it changes. A moved link has nothing agreed: what the new branch holds is
 * compared anew, and never taken for a silent change of the old one. Where its place is taken there, it rests (`displaced`, in
 * lane-load.ts) until the place is free.
 */
import type { LinkCode } from "../core/sync/model.ts";
import { ensureLane } from "./lanes.ts";
import { NOTHING_KNOWN, savingSince } from "./link-columns.ts";
import { orphanProposed } from "./proposals.ts";
import type { Flag } from "./schema.ts";
import type { Tx } from "./store.ts";
import { markDirty } from "./units.ts";

export async function moveFollowers(tx: Tx, repository: number, branch: string, now: number): Promise<void> {
  const followers = await tx.query
    .selectFrom("links")
    .select(["id", "workspaceId", "pathKey", "generation", "document", "lane", "branch", "isPaused", "code"])
    .where("repository", "=", repository)
    .where("followsDefault", "=", 1)
    .execute();
  for (const link of followers) {
    if (link.branch === branch) await resume(tx, link, now);
    else if (await isTaken(tx, { ...link, repository, branch })) await showTaken(tx, link, now);
    else await moveLink(tx, link, { repository, branch, now });
  }
}

/** A link was moved or removed: another that follows the default branch may have waited for its place. */
export async function moveDisplaced(tx: Tx, repository: number, now: number): Promise<void> {
  const row = await tx.query
    .selectFrom("repositories")
    .innerJoin("links", "links.repository", "repositories.id")
    .select("repositories.defaultBranch")
    .where("repositories.id", "=", repository)
    .where("links.followsDefault", "=", 1)
    .whereRef("links.branch", "<>", "repositories.defaultBranch")
    .executeTakeFirst();
  if (row !== undefined) await moveFollowers(tx, repository, row.defaultBranch, now);
}

interface Follower {
  readonly id: number;
  readonly workspaceId: number;
  readonly generation: number;
  readonly lane: number;
  readonly isPaused: Flag;
  readonly code: LinkCode | null;
}

/** The default branch has come back to where the link is. */
async function resume(tx: Tx, { lane, code }: Follower, now: number): Promise<void> {
  if (code === "path_linked") await markDirty(tx, [{ unit: "lanes", id: lane, look: true, head: null }], now);
}

/** Another link has the same path, or backs up the same document, on the new branch. */
async function isTaken(
  tx: Tx,
  place: {
    readonly repository: number;
    readonly branch: string;
    readonly pathKey: string;
    readonly document: number;
  },
): Promise<boolean> {
  const row = await tx.query
    .selectFrom("links")
    .select("id")
    .where("repository", "=", place.repository)
    .where("branch", "=", place.branch)
    .where((eb) => eb.or([eb("pathKey", "=", place.pathKey), eb("document", "=", place.document)]))
    .executeTakeFirst();
  return row !== undefined;
}

async function showTaken(tx: Tx, { id, isPaused, code }: Follower, now: number): Promise<void> {
  if (isPaused === 1 || code === "path_linked") return;
  await tx.query
    .updateTable("links")
    .set({ state: "error", code: "path_linked", message: null, since: now, nextAttemptAt: null })
    .where("id", "=", id)
    .execute();
  tx.signal("links");
}

async function moveLink(
  tx: Tx,
  link: Follower,
  to: { readonly repository: number; readonly branch: string; readonly now: number },
): Promise<void> {
  const { repository, branch, now } = to;
  const lane = await ensureLane(tx, { workspaceId: link.workspaceId, repository, branch });
  await tx.query.deleteFrom("ownPairs").where("link", "=", link.id).execute();
  await orphanProposed(tx, link.id, now);
  await tx.query
    .updateTable("links")
    .set({
      lane,
      branch,
      generation: link.generation + 1,
      ...NOTHING_KNOWN,
      ...(link.isPaused === 0 && savingSince(now)),
    })
    .where("id", "=", link.id)
    .execute();
  await markDirty(tx, [{ unit: "lanes", id: lane, look: true, head: null }], now);
  tx.signal("links");
}
