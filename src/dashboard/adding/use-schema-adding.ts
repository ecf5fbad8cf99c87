import { useCallback } from "react";
import type { Api, Repository } from "../api/contract.ts";
import type { Saving } from "../links/saving-words.ts";
import { useRepository } from "../places/use-repository.ts";
import { connectFile } from "./connect-file.ts";
import { afterConnecting } from "./after-adding.ts";
import type { Adding } from "./adding-form.tsx";
import { addedIn } from "./added-in.ts";
import {
  type ChosenFile,
  readSchemaAnswers,
  type SchemaAnswers,
  type SchemaWish,
  withApi,
  withFile,
} from "./schema-wish.ts";
import { useKeptAnswers } from "./use-kept-answers.ts";
import { useWork, type Work } from "./use-work.ts";
import { type WishWords, wordsFor } from "./wish-words.ts";

export interface SchemaAdding extends Adding {
  readonly answers: SchemaAnswers;
  /** Null until one is chosen. */
  readonly repository: Repository | null;
  /** Of each wish, in the same order. */
  readonly words: readonly WishWords[];
  readonly work: Work<SchemaWish>;
  readonly chooseApi: (slug: string) => void;
  /** @param id GitHub's */
  readonly chooseRepository: (id: number) => void;
  readonly chooseBranch: (branch: string) => void;
  readonly chooseFile: (file: ChosenFile) => void;
  readonly leaveFile: (path: string) => void;
  /** One that is typed, and not added yet. */
  readonly typePath: (path: string) => void;
  readonly chooseSaving: (saving: Saving) => void;
  /** In place of the one of the same file. */
  readonly putWish: (wish: SchemaWish) => void;
}

export function useSchemaAdding(workspace: string, apis: readonly Api[]): SchemaAdding {
  const { answers, change, amend } = useKeptAnswers(`${workspace}/new-schemas`, readSchemaAnswers);
  const work = useWork<SchemaWish>(workspace);
  const { place, wishes } = answers;
  const repository = useRepository(workspace, place.repository);
  const words = wishes.map((wish) => wordsFor(wish, wishes, apis));
  const isReady =
    repository !== null && wishes.length > 0 && words.every(({ obstacle }) => obstacle === null);
  // The same ones each time, for the rows, which are drawn anew where they change alone.
  const putWish = useCallback(
    (wish: SchemaWish): void =>
      amend((now) => ({ ...now, wishes: now.wishes.map((one) => (one.path === wish.path ? wish : one)) })),
    [amend],
  );
  const leaveFile = useCallback(
    (path: string): void =>
      amend((now) => ({ ...now, wishes: now.wishes.filter((wish) => wish.path !== path) })),
    [amend],
  );
  const carryOut = async (): Promise<void> => {
    if (repository === null || !isReady) return;
    const to = { repository: repository.id, branch: place.branch };
    const connecting = {
      workspace,
      place: to,
      saving: answers.saving,
      apis,
      made: new Map<string, string>(),
    };
    const done = await work.run(wishes, (wish) => connectFile(connecting, wish));
    amend((now) => afterConnecting(now, answers, new Set(done.map(({ path }) => path))));
  };
  return {
    answers,
    repository,
    words,
    isReady,
    work,
    added: addedIn(work),
    chooseApi: (slug) => change({ ...answers, api: slug, wishes: wishes.map((wish) => withApi(wish, slug)) }),
    chooseRepository: (id) => change({ ...answers, place: { repository: id, branch: "" }, wishes: [] }),
    chooseBranch: (branch) => change({ ...answers, place: { ...place, branch }, wishes: [] }),
    chooseFile: (file) => {
      if (repository !== null) amend((now) => withFile(now, file, repository.fullName));
    },
    leaveFile,
    typePath: (path) => change({ ...answers, path }),
    chooseSaving: (saving) => change({ ...answers, saving }),
    putWish,
    carryOut,
  };
}
