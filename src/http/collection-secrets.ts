/** Secrets in a collection's present text. Looking through megabytes takes a while, so what was found is remembered by blob. */
import { CollectionUnread } from "../core/collection/collection-reader.ts";
import type { FoundSecret } from "../core/collection/secrets.ts";
import type { BlobId } from "../core/git/object-id.ts";
import { readBlob } from "../db/blobs.ts";
import type { CollectionRecord } from "../db/collections.ts";
import type { Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";
import { inRoomOf } from "./text-room.ts";

const REMEMBERED = 200;

export type SecretsOf = (collection: CollectionRecord) => Promise<readonly FoundSecret[]>;

export function makeSecretsOf({
  store,
  collectionReader,
  texts,
}: Pick<Dependencies, "store" | "collectionReader" | "texts">): SecretsOf {
  const remembered = new Map<BlobId, readonly FoundSecret[]>();
  return async ({ workspaceId, blob }) => {
    if (blob === null) return [];
    const before = remembered.get(blob);
    if (before !== undefined) return before;
    const room = { store, texts, workspaceId, blobs: [blob], copies: 2 };
    const found = await inRoomOf(room, async () => {
      const content = await readBlob(store.read, workspaceId, blob);
      return content === null ? [] : collectionReader.findSecrets(content);
    }).catch(notRead);
    if (found === null) return [];
    const oldest = remembered.size >= REMEMBERED ? remembered.keys().next().value : undefined;
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(blob, found);
    return found;
  };
}

/** A warning that cannot be had holds nothing up. */
function notRead(error: unknown): null {
  if (error instanceof CollectionUnread) return null;
  if (error instanceof HttpProblem && error.code === "overloaded") return null;
  throw error;
}
