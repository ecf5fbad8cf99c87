/** Collections that are to be backed up, while somebody chooses them. */
import { isFields } from "../../core/fields.ts";
import { NO_PLACE, type Place, readPlace } from "../places/place.ts";
import { type LinkSettings, readKeep, readSaving, USUAL_SAVING } from "./link-settings.ts";

export interface BackupAnswers extends LinkSettings {
  /** Ids of the collections. */
  readonly collections: readonly string[];
  readonly place: Place;
  readonly directory: string;
  /** By id; none: named after the collection. */
  readonly files: Readonly<Record<string, string>>;
}

const DEFAULT_DIRECTORY = "Postman Collections";

const NONE_CHOSEN: BackupAnswers = {
  collections: [],
  place: NO_PLACE,
  directory: DEFAULT_DIRECTORY,
  files: {},
  saving: USUAL_SAVING,
  keep: "ask",
};

/** Of whatever was kept. */
export function readBackupAnswers(kept: unknown): BackupAnswers {
  if (!isFields(kept)) return NONE_CHOSEN;
  const { collections, place, directory, files, saving, keep } = kept;
  return {
    collections: Array.isArray(collections) ? collections.filter((id) => typeof id === "string") : [],
    place: readPlace(place),
    directory: typeof directory === "string" ? directory : DEFAULT_DIRECTORY,
    files: isFields(files)
      ? Object.fromEntries(
          Object.entries(files).flatMap(([id, file]) => (typeof file === "string" ? [[id, file]] : [])),
        )
      : {},
    saving: readSaving(saving),
    keep: readKeep(keep),
  };
}
