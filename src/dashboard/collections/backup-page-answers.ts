/** Where one collection is to be backed up, while somebody chooses it. */
import { isFields } from "../../core/fields.ts";
import { type Place, readPlace } from "../places/place.ts";
import { DEFAULT_FILE, type FileWish } from "./backup-file.tsx";

export interface BackupPageAnswers {
  readonly place: Place;
  readonly file: FileWish;
}

/** Of whatever was kept. */
export function readBackupPageAnswers(kept: unknown): BackupPageAnswers {
  const { place, file } = isFields(kept) ? kept : {};
  const { directory, file: name } = isFields(file) ? file : {};
  return {
    place: readPlace(place),
    file:
      typeof directory === "string" && typeof name === "string" ? { directory, file: name } : DEFAULT_FILE,
  };
}
