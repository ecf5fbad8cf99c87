/** Links that a config file declares no more: gone, but remembered with their agreement for as long as they may come back. */
import type { Deed } from "./activity.ts";
import { DETACHED_KEPT_MS } from "./config-present.ts";
import type { Place } from "./link-place.ts";
import { type LinkRecord, removeLink } from "./links.ts";
import type { DetachedLinksTable } from "./schema-config.ts";
import type { Tx } from "./store.ts";

/** A claim that waited for an admin has nothing that is worth keeping. */
export async function detachLink(tx: Tx, link: LinkRecord, deed: Deed): Promise<void> {
  if (link.state !== "awaiting_approval") {
    const { repository, document, branch, path, agreedStore, agreedRemote, approvedAt } = link;
    await tx.query
      .insertInto("detachedLinks")
      .values({
        repository,
        document,
        branch,
        path,
        agreedStore,
        agreedRemote,
        approvedAt,
        detachedAt: deed.at,
      })
      .execute();
  }
  await removeLink(tx, link, deed);
}

export type Detached = Pick<DetachedLinksTable, "agreedStore" | "agreedRemote" | "approvedAt">;

/** What the link knew that stood there before, if it went lately enough. An approval holds for the repository, wherever in it. */
export async function takeDetached(
  tx: Tx,
  { document, place, now }: { readonly document: number; readonly place: Place; readonly now: number },
): Promise<Detached | null> {
  const rows = await tx.query
    .selectFrom("detachedLinks")
    .selectAll()
    .where("repository", "=", place.repository)
    .where("document", "=", document)
    .where("detachedAt", ">", now - DETACHED_KEPT_MS)
    .orderBy("id", "desc")
    .execute();
  const [newest] = rows;
  if (newest === undefined) return null;
  const ids = rows.map(({ id }) => id);
  await tx.query.deleteFrom("detachedLinks").where("id", "in", ids).execute();
  const same = rows.find(({ branch, path }) => branch === place.branch && path === place.path);
  const { agreedStore = null, agreedRemote = null } = same ?? {};
  return { agreedStore, agreedRemote, approvedAt: newest.approvedAt };
}

/** Rows that one prune takes at most, so that no other write waits long. */
const PRUNED_AT_ONCE = 500;

/** @returns whether there may be more */
export async function pruneDetachedLinks(tx: Tx, now: number): Promise<boolean> {
  const pruned = await tx.query
    .deleteFrom("detachedLinks")
    .where("id", "in", (eb) =>
      eb
        .selectFrom("detachedLinks")
        .select("id")
        .where("detachedAt", "<=", now - DETACHED_KEPT_MS)
        .limit(PRUNED_AT_ONCE),
    )
    .executeTakeFirstOrThrow();
  return pruned.numDeletedRows === BigInt(PRUNED_AT_ONCE);
}
