/** Secrets in a collection's present text. Looking through megabytes takes a while, so what was found is remembered by blob. */
import { parseJson } from "../core/collection/parse-json.ts";
import { type FoundSecret, findSecrets } from "../core/collection/secrets.ts";
import type { BlobId } from "../core/git/object-id.ts";
import { readBlob } from "../db/blobs.ts";
import type { CollectionRecord } from "../db/collections.ts";
import type { Store } from "../db/store.ts";

const REMEMBERED = 200;

export type SecretsOf = (collection: CollectionRecord) => Promise<readonly FoundSecret[]>;

export function makeSecretsOf(store: Store): SecretsOf {
  const remembered = new Map<BlobId, readonly FoundSecret[]>();
  return async ({ workspaceId, blob }) => {
    if (blob === null) return [];
    const before = remembered.get(blob);
    if (before !== undefined) return before;
    const content = await readBlob(store.read, workspaceId, blob);
    const reading = content === null ? null : parseJson(content.toString("utf8"));
    const found = reading?.ok === true ? findSecrets(reading.value) : [];
    const oldest = remembered.size >= REMEMBERED ? remembered.keys().next().value : undefined;
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(blob, found);
    return found;
  };
}
