import { addBackup } from "../api/collections.ts";
import type { Collection, LinkWish, Repository } from "../api/contract.ts";
import { useRepository } from "../places/use-repository.ts";
import type { Adding } from "./adding-form.tsx";
import { addedIn } from "./added-in.ts";
import { afterBackingUp } from "./after-adding.ts";
import { type BackupAnswers, readBackupAnswers } from "./backup-answers.ts";
import { type BackupWords, backupWords } from "./backup-words.ts";
import { settingsOf } from "./link-settings.ts";
import { useKeptAnswers } from "./use-kept-answers.ts";
import { useWork, type Work } from "./use-work.ts";

export interface BackupAdding extends Adding {
  readonly answers: BackupAnswers;
  readonly chosen: readonly Collection[];
  /** Null until one is chosen. */
  readonly repository: Repository | null;
  /** Of each chosen collection, in the same order; none before there is a repository. */
  readonly words: readonly BackupWords[];
  /** By the collection's id. */
  readonly work: Work<string>;
  readonly change: (answers: Partial<BackupAnswers>) => void;
}

export function useBackupAdding(workspace: string, collections: readonly Collection[]): BackupAdding {
  const { answers, change, amend } = useKeptAnswers(`new-backups/${workspace}`, readBackupAnswers);
  const work = useWork<string>(workspace);
  const repository = useRepository(workspace, answers.place.repository);
  const wanted = new Set(answers.collections);
  const chosen = collections.filter(({ id }) => wanted.has(id));
  const words =
    repository === null ? [] : chosen.map((collection) => backupWords(collection, { repository, answers }));
  const isReady = words.length > 0 && words.every(({ obstacle }) => obstacle === null);
  const put = (changed: Partial<BackupAnswers>): void => change({ ...answers, ...changed });
  const carryOut = async (): Promise<void> => {
    if (repository === null || !isReady) return;
    const ids = chosen.map(({ id }) => id);
    const done = await work.run(ids, (id) => addBackup(workspace, id, wishFor(id, repository.id, answers)));
    amend((now) => afterBackingUp(now, answers, new Set(done)));
  };
  return { answers, chosen, repository, words, isReady, work, added: addedIn(work), change: put, carryOut };
}

function wishFor(id: string, repository: number, answers: BackupAnswers): LinkWish {
  const { place, directory, files } = answers;
  const file = (files[id] ?? "").trim();
  return {
    repository,
    directory,
    ...(place.branch !== "" && { branch: place.branch }),
    ...(file !== "" && { file }),
    ...settingsOf(answers),
  };
}
