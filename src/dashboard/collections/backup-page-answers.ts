/** Where one collection is to be backed up, while somebody chooses it. */
import { isFields } from "../../core/fields.ts";
import { type LinkSettings, readKeep, readSaving, settingsOf } from "../adding/link-settings.ts";
import type { LinkWish, Repository } from "../api/contract.ts";
import { type Place, readPlace } from "../places/place.ts";
import { DEFAULT_FILE, type FileWish } from "./backup-file.tsx";

export interface BackupPageAnswers extends LinkSettings {
  readonly place: Place;
  readonly file: FileWish;
}

/** Of whatever was kept. */
export function readBackupPageAnswers(kept: unknown): BackupPageAnswers {
  const { place, file, saving, keep } = isFields(kept) ? kept : {};
  const { directory, file: name } = isFields(file) ? file : {};
  return {
    place: readPlace(place),
    file:
      typeof directory === "string" && typeof name === "string" ? { directory, file: name } : DEFAULT_FILE,
    saving: readSaving(saving),
    keep: readKeep(keep),
  };
}

export function wishOf({ id }: Repository, answers: BackupPageAnswers): LinkWish {
  const { place } = answers;
  const { directory, file } = answers.file;
  return {
    repository: id,
    directory,
    ...(place.branch !== "" && { branch: place.branch }),
    ...(file.trim() !== "" && { file: file.trim() }),
    ...settingsOf(answers),
  };
}
