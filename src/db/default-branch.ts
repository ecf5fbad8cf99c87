/**
 * Links that follow the default branch move when it changes. A moved link has nothing agreed: what the new branch holds is
 * compared anew, and never taken for a silent change of the old one.
 */
import { ensureLane } from "./lanes.ts";
import type { Tx } from "./store.ts";
import { markDirty } from "./units.ts";

export async function moveFollowers(tx: Tx, repository: number, branch: string, now: number): Promise<void> {
  const followers = await tx.query
    .selectFrom("links")
    .select(["id", "workspaceId", "pathKey", "generation", "document"])
    .where("repository", "=", repository)
    .where("followsDefault", "=", 1)
    .where("branch", "<>", branch)
    .execute();
  for (const link of followers) {
    if (await isTaken(tx, { repository, branch, ...link })) await showTaken(tx, link.id, now);
    else await moveLink(tx, link, { repository, branch, now });
  }
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

async function showTaken(tx: Tx, link: number, now: number): Promise<void> {
  await tx.query
    .updateTable("links")
    .set({ state: "error", code: "path_linked", message: null, since: now })
    .where("id", "=", link)
    .execute();
  tx.signal("links");
}

async function moveLink(
  tx: Tx,
  link: { readonly id: number; readonly workspaceId: number; readonly generation: number },
  to: { readonly repository: number; readonly branch: string; readonly now: number },
): Promise<void> {
  const { repository, branch, now } = to;
  const lane = await ensureLane(tx, { workspaceId: link.workspaceId, repository, branch });
  await tx.query.deleteFrom("ownPairs").where("link", "=", link.id).execute();
  await tx.query
    .updateTable("links")
    .set({
      lane,
      branch,
      generation: link.generation + 1,
      agreedStore: null,
      agreedRemote: null,
      remote: null,
      remoteCanonical: null,
      style: null,
      isExecutable: 0,
      refusedBlob: null,
      refusedHead: null,
      refusedCode: null,
      renamedTo: null,
      renamedBlob: null,
      committedAt: null,
      state: "pending",
      code: "saving",
      message: null,
      since: now,
      nextAttemptAt: null,
    })
    .where("id", "=", link.id)
    .execute();
  await markDirty(tx, [{ unit: "lanes", id: lane, look: true, head: null }], now);
  tx.signal("links");
}
