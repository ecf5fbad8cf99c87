/**
 * GitHub's text of a link, as the store would keep it. A look keeps a file's own bytes; for a backup the canonical text is made
 * from them when somebody has to choose, so that it can be shown beside the store's, and become a revision where it loses.
 */
import { findBlobs, keepBlob, packBlob, readBlob } from "../db/blobs.ts";
import type { LinkRecord } from "../db/links.ts";
import type { Dependencies } from "./dependencies.ts";
import { inRoomOf } from "./text-room.ts";

/** Keeps the canonical text of a backup's file where it is not kept yet; idempotent. @throws HttpProblem `overloaded` */
export async function keepCanonicalRemote(
  { store, collectionReader, texts }: Pick<Dependencies, "store" | "collectionReader" | "texts">,
  link: LinkRecord,
): Promise<void> {
  const { workspaceId, remote, remoteCanonical } = link;
  if (link.kind !== "backup" || remoteCanonical === null || remote === null || remote === "absent") return;
  const kept = await findBlobs(store.read, workspaceId, [remoteCanonical]);
  if (kept.has(remoteCanonical)) return;
  await inRoomOf({ store, texts, workspaceId, blobs: [remote], copies: 3 }, async () => {
    const file = await readBlob(store.read, workspaceId, remote);
    const collection = file === null ? null : await collectionReader.readFile(file);
    if (collection === null) return;
    const packed = await packBlob(collection.canonical);
    if (packed.blob === remoteCanonical) await store.write((tx) => keepBlob(tx, workspaceId, packed));
  });
}
