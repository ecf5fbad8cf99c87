/** Whether GitHub's text of a backup can become the store's: only a collection can, and only the same one. */
import { collectionIn, decodeUtf8, uidOf } from "../core/collection/identity.ts";
import { memberOf } from "../core/collection/json-value.ts";
import { parseJson } from "../core/collection/parse-json.ts";
import { readBlob } from "../db/blobs.ts";
import type { LinkRecord } from "../db/links.ts";
import { remoteText } from "../db/resolution.ts";
import type { Store } from "../db/store.ts";
import { HttpProblem } from "./problems.ts";

/** @throws HttpProblem `not_a_collection` or `identity_mismatch` */
export async function requireTakeable(store: Store, link: LinkRecord): Promise<void> {
  const blob = remoteText(link);
  if (link.kind !== "backup" || blob === null) return;
  const file = await readBlob(store.read, link.workspaceId, blob);
  if (file === null) return;
  const uid = collectionUidIn(file);
  if (uid === "not-a-collection") {
    throw new HttpProblem(
      "not_a_collection",
      "The file on GitHub is not a collection, so the store cannot take it. Keep the store's text, or put the collection back on GitHub first.",
    );
  }
  // A file from which the id was taken out is still this collection's.
  if (uid === null || link.collectionUid === null || uid === link.collectionUid) return;
  throw new HttpProblem(
    "identity_mismatch",
    `The file on GitHub holds another collection, ${uid}. Keep the store's text, or save that collection at its own address.`,
  );
}

function collectionUidIn(file: Buffer): string | null {
  const text = decodeUtf8(file);
  const reading = text === null ? null : parseJson(text);
  const collection = reading?.ok === true ? collectionIn(reading.value) : null;
  return collection === null ? "not-a-collection" : uidOf(memberOf(collection, "info"));
}
