/** Whether GitHub's text of a backup can become the store's: only a collection can, and only the same one. */
import { readBlob } from "../db/blobs.ts";
import type { LinkRecord } from "../db/links.ts";
import { remoteText } from "../db/resolution.ts";
import type { Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";

/** @throws HttpProblem `not_a_collection` or `identity_mismatch` */
export async function requireTakeable(
  { store, collectionReader }: Pick<Dependencies, "store" | "collectionReader">,
  link: LinkRecord,
): Promise<void> {
  const blob = remoteText(link);
  if (link.kind !== "backup" || blob === null) return;
  const file = await readBlob(store.read, link.workspaceId, blob);
  if (file === null) return;
  const collection = await collectionReader.readFile(file);
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
