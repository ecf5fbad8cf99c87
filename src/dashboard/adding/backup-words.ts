/** What backing a collection up will do, or why it cannot be done, in words, before it is done. */
import { checkNewPath, joinPath, pathKey } from "../../core/path/policy.ts";
import type { Collection, Repository } from "../api/contract.ts";
import type { BackupAnswers } from "./backup-answers.ts";

export interface BackupWords {
  /** Null: it can be done. */
  readonly obstacle: string | null;
  readonly effect: string;
}

export interface BackupPlace {
  readonly repository: Repository;
  readonly answers: BackupAnswers;
}

export function backupWords(
  collection: Pick<Collection, "id" | "backups">,
  { repository, answers }: BackupPlace,
): BackupWords {
  const { directory, files, collections, place, keep } = answers;
  const branch = place.branch === "" ? repository.defaultBranch : place.branch;
  const typed = (files[collection.id] ?? "").trim();
  const path = joinPath(directory, typed);
  const inDirectory = directory === "" ? "the root" : directory;
  const thereWords =
    keep === "store"
      ? "A file that is there gets this text; what it was stays in the branch's history."
      : "A file that is there is left alone until you choose.";
  return {
    obstacle: obstacleOf(),
    effect:
      typed === ""
        ? `Commits it into ${inDirectory}, named after the collection, and again with each save.`
        : `Commits it as ${path}, and again with each save. ${thereWords}`,
  };

  function obstacleOf(): string | null {
    const there = collection.backups.find(
      (it) => it.repository.toLowerCase() === repository.fullName.toLowerCase() && it.branch === branch,
    );
    if (there !== undefined)
      return `It is backed up into ${repository.fullName} on ${branch} already, as ${there.path}. Leave it out, or choose another branch.`;
    const check = checkNewPath(typed === "" ? joinPath(directory, "a.json") : path);
    if (!check.ok) return check.message;
    const isTwin = collections.some((id) => {
      const other = (files[id] ?? "").trim();
      return id !== collection.id && other !== "" && pathKey(other) === pathKey(typed);
    });
    return isTwin ? "Another collection is to have this file too. Name each differently." : null;
  }
}
