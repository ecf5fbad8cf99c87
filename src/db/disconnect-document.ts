/** Removes all links of a document; both copies stay. */
import type { Deed } from "./activity.ts";
import { linksOfDocument, removeLink } from "./links.ts";
import type { Tx } from "./store.ts";

export async function disconnectDocument(
  tx: Tx,
  owner: { readonly workspaceId: number; readonly document: number },
  deed: Deed,
): Promise<void> {
  for (const link of await linksOfDocument(tx.query, owner.workspaceId, owner.document)) {
    await removeLink(tx, link, deed);
  }
}
