/** Own pairs of what is committed to a rolling branch: they count for the target too, from before the request leaves. */
import type { OwnPair } from "../core/sync/model.ts";
import type { LaneLink } from "../core/sync/plan.ts";
import { recordStateChange } from "./lane-apply.ts";
import type { Tx } from "./store.ts";

interface LinkPair {
  readonly link: Pick<LaneLink, "id" | "generation">;
  readonly pair: OwnPair;
}

export async function addOwnPairs(tx: Tx, pairs: readonly LinkPair[], at: number): Promise<void> {
  for (const { link, pair } of pairs) {
    await tx.query
      .insertInto("ownPairs")
      .values({ link: link.id, generation: link.generation, ...pair, write: null, at })
      .execute();
  }
}

/** These certainly landed nowhere. */
export async function forgetOwnPairs(tx: Tx, pairs: readonly LinkPair[]): Promise<void> {
  for (const { link, pair } of pairs) {
    await tx.query
      .deleteFrom("ownPairs")
      .where("link", "=", link.id)
      .where("remote", "=", pair.remote)
      .where("write", "is", null)
      .execute();
  }
}

/** From when a link's own rest counts. */
export async function recordCommitTime(tx: Tx, links: readonly number[], at: number): Promise<void> {
  await tx.query.updateTable("links").set({ committedAt: at }).where("id", "in", links).execute();
}

/** The links whose text a request carries now wait for it to be merged; one that was saved since is still on its way. */
export async function showAwaiting(tx: Tx, links: readonly number[], at: number): Promise<void> {
  if (links.length === 0) return;
  const rows = await tx.query
    .selectFrom("links")
    .innerJoin("documents", "documents.id", "links.document")
    .innerJoin("proposedFiles", "proposedFiles.link", "links.id")
    .select(["links.id", "links.workspaceId", "links.document", "links.state"])
    .whereRef("proposedFiles.store", "=", "documents.blob")
    .whereRef("proposedFiles.generation", "=", "links.generation")
    .where("links.isPaused", "=", 0)
    .where("links.id", "in", links)
    .execute();
  const shown = { state: "awaiting_merge", code: null, message: null, nextAttemptAt: null } as const;
  for (const row of rows) {
    if (row.state === shown.state) continue;
    await tx.query
      .updateTable("links")
      .set({ ...shown, since: at })
      .where("id", "=", row.id)
      .execute();
    await recordStateChange(tx, row, shown, at);
  }
  tx.signal("links");
}
