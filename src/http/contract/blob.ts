/** Contents by git's blob id. */
import { Type } from "typebox";
import { type BlobId, isObjectId, parseBlobId } from "../../core/git/object-id.ts";

export const Blob = Type.String({ description: "Git's object id of a content; read it at blobs/{blob}." });

/** A blob that came through a pattern. */
export function toBlobOrNull(text: string | null): BlobId | null {
  return text !== null && isObjectId(text) ? parseBlobId(text) : null;
}
