import { defaultFileName } from "../core/collection/file-name.ts";
import type { CollectionRecord } from "../db/collections.ts";
import type { Bindable } from "../db/link-place.ts";

export const DEFAULT_DIRECTORY = "Postman Collections";

/** A backup without a wished path is `Postman Collections/<name>.postman_collection.json`. */
export function bindableCollection(collection: CollectionRecord): Bindable {
  return {
    workspaceId: collection.workspaceId,
    document: collection.document,
    kind: "backup",
    defaultDirectory: DEFAULT_DIRECTORY,
    defaultFile: (isTaken) => defaultFileName(collection, isTaken),
  };
}
