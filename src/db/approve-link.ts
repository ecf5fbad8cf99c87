/** An admin agrees to what a config file claims: the link begins to work, as if it had been made now. */
import { type Deed, recordActivity } from "./activity.ts";
import { savingSince } from "./link-columns.ts";
import { bindingData, type LinkRecord } from "./links.ts";
import { applyConfigAgain } from "./repository-configs.ts";
import type { Tx } from "./store.ts";
import { markDirty } from "./units.ts";

/** False where the link waits for no approval. */
export async function approveLink(tx: Tx, link: LinkRecord, deed: Deed): Promise<boolean> {
  if (link.state !== "awaiting_approval") return false;
  await tx.query
    .updateTable("links")
    .set({ approvedAt: deed.at, isPaused: 0, ...savingSince(deed.at) })
    .where("id", "=", link.id)
    .execute();
  await markDirty(tx, [{ unit: "lanes", id: link.lane, look: true, head: null }], deed.at);
  // What its check run says has changed.
  await applyConfigAgain(tx, link.repository, deed.at);
  const { workspaceId, document } = link;
  const data = bindingData(link);
  await recordActivity(tx, { workspaceId, type: "link.approved", document, link: link.id, data, ...deed });
  tx.signal("links");
  return true;
}
