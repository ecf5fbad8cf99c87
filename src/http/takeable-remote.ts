/** Whether GitHub's text of a backup can become the store's: only a collection can, and only the same one. */
import { readBlob } from "../db/blobs.ts";
import type { LinkRecord } from "../db/links.ts";
import { remoteText } from "../db/resolution.ts";
import type { Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";
import { inRoomOf } from "./text-room.ts";

/** @throws HttpProblem `not_a_collection`, `identity_mismatch` or `overloaded` */
export async function requireTakeable(
  { store, collectionReader, texts }: Pick<Dependencies, "store" | "collectionReader" | "texts">,
  link: LinkRecord,
): Promise<void> {
  const { workspaceId } = link;
  const blob = remoteText(link);
  if (link.kind !== "backup" || blob === null) return;
  const collection = await inRoomOf({ store, texts, workspaceId, blobs: [blob], copies: 2 }, async () => {
    const file = await readBlob(store.read, workspaceId, blob);
    return file === null ? undefined : collectionReader.readFile(file);
  });
  if (collection === undefined) return;
  if (collection === null) {
    throw new HttpProblem(
      "not_a_collection",
      "The file on GitHub is not a collection, so the store cannot take it. Keep the store's text, or put the collection back on GitHub first.",
    );
  }
  const { uid } = collection;
  // A file from which the id was taken out is still this collection's.
  if (uid === null || link.collectionUid === null || uid === link.collectionUid) return;
  throw new HttpProblem(
    "identity_mismatch",
    `The file on GitHub holds another collection, ${uid}. Keep the store's text, or save that collection at its own address.`,
  );
}
