/** What the lanes and people need of a file that is a backup, read once. */
import { type BlobId, blobIdOf } from "../git/object-id.ts";
import { canonicalText } from "./canonical.ts";
import { collectionIn, decodeUtf8, uidOf } from "./identity.ts";
import { memberOf } from "./json-value.ts";
import { parseJson } from "./parse-json.ts";
import { detectStyle, type Style } from "./style.ts";

export interface CollectionFile {
  /** UTF-8. */
  readonly canonical: Uint8Array;
  /** Of the canonical text. */
  readonly blob: BlobId;
  readonly style: Style;
  /** Lower-case UUID; null: the file names none, and may still be a collection. */
  readonly uid: string | null;
  /** What the collection calls itself; null where it does not. */
  readonly name: string | null;
}

/** Null where the file is not JSON or not a collection. */
export function readCollectionFile(file: Uint8Array): CollectionFile | null {
  const text = decodeUtf8(file);
  const reading = text === null ? null : parseJson(text);
  const collection = reading?.ok === true ? collectionIn(reading.value) : null;
  if (text === null || collection === null) return null;
  const canonical = new TextEncoder().encode(canonicalText(collection));
  const info = memberOf(collection, "info");
  const name = memberOf(info, "name");
  return {
    canonical,
    blob: blobIdOf(canonical),
    style: detectStyle(text),
    uid: uidOf(info),
    name: typeof name === "string" && name.trim() !== "" ? name : null,
  };
}
