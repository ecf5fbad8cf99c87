/** What a body holds that claims to be a collection: read, made canonical, hashed and compressed, all before any transaction. */
import type { CollectionReader } from "../core/collection/collection-reader.ts";
import { packBlob, type PackedBlob } from "../db/blobs.ts";
import { HttpProblem } from "./problems.ts";

/** Of a collection's body, in any wrapping. */
export const COLLECTION_LIMIT_BYTES = 25 * 1024 * 1024;

export interface CollectionText {
  readonly uid: string;
  readonly name: string;
  readonly content: PackedBlob;
}

/** @throws HttpProblem `not_a_collection`, with a sentence on what the body is instead; CollectionUnread */
export async function readCollection(reader: CollectionReader, body: Uint8Array): Promise<CollectionText> {
  const reading = await reader.identify(body);
  if (reading.kind === "not-a-collection") throw new HttpProblem("not_a_collection", reading.reason);
  const { uid, name, canonical } = reading;
  return { uid, name, content: await packBlob(canonical) };
}

/** The address wins. @throws HttpProblem `identity_mismatch` */
export function requireIdentity({ uid }: CollectionText, expected: string): void {
  if (uid === expected) return;
  throw new HttpProblem(
    "identity_mismatch",
    `The body is the collection ${uid}, the address names ${expected}. Send it to its own address, or give it that id.`,
  );
}
