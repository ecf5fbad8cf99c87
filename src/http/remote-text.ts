/**
 * GitHub's text of a link, as the store would keep it. A look keeps a file's own bytes; for a backup the canonical text is made
 * from them when somebody has to choose, so that it can be shown beside the store's, and become a revision where it loses.
 */
import { canonicalOf } from "../core/collection/style.ts";
import { findBlobs, keepBlob, packBlob, readBlob } from "../db/blobs.ts";
import type { LinkRecord } from "../db/links.ts";
import type { Store } from "../db/store.ts";

/** Keeps the canonical text of a backup's file where it is not kept yet; idempotent. */
export async function keepCanonicalRemote(store: Store, link: LinkRecord): Promise<void> {
  const { workspaceId, remote, remoteCanonical } = link;
  if (link.kind !== "backup" || remoteCanonical === null || remote === null || remote === "absent") return;
  const kept = await findBlobs(store.read, workspaceId, [remoteCanonical]);
  if (kept.has(remoteCanonical)) return;
  const file = await readBlob(store.read, workspaceId, remote);
  const canonical = file === null ? null : canonicalOf(file);
  if (canonical === null) return;
  const packed = await packBlob(Buffer.from(canonical));
  if (packed.blob === remoteCanonical) await store.write((tx) => keepBlob(tx, workspaceId, packed));
}
