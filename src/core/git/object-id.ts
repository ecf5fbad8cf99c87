/** Git's object ids: what "equal on both sides" is decided by, without reading either side's text. */
import { createHash } from "node:crypto";

declare const blobBrand: unique symbol;
declare const commitBrand: unique symbol;

/** The id of a blob: 40 lower-case hexadecimal digits. */
export type BlobId = string & { readonly [blobBrand]: true };
/** The id of a commit: 40 lower-case hexadecimal digits. */
export type CommitId = string & { readonly [commitBrand]: true };

const OBJECT_ID = /^[0-9a-f]{40}$/;

/** The id that git gives these bytes: `sha1("blob " + size + "\0" + bytes)`. */
export function blobIdOf(content: Uint8Array): BlobId {
  const hash = createHash("sha1").update(`blob ${content.byteLength}\0`).update(content);
  return parseBlobId(hash.digest("hex"));
}

/** @throws TypeError where the text is not an object id. */
export function parseBlobId(text: string): BlobId {
  assertObjectId(text);
  return text as BlobId;
}

/** @throws TypeError where the text is not an object id. */
export function parseCommitId(text: string): CommitId {
  assertObjectId(text);
  return text as CommitId;
}

export function isObjectId(text: string): boolean {
  return OBJECT_ID.test(text);
}

function assertObjectId(text: string): void {
  if (!OBJECT_ID.test(text)) throw new TypeError(`Not a git object id: ${JSON.stringify(text.slice(0, 60))}`);
}
