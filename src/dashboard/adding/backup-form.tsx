import type { FormEvent, ReactElement } from "react";
import type { Collection, Repository } from "../api/contract.ts";
import places from "../places/places.module.css";
import { Step } from "../places/step.tsx";
import { useIsPlaceAwaited } from "../places/use-repository.ts";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import own from "./adding.module.css";
import { AddedList } from "./added-list.tsx";
import { BackupRows } from "./backup-rows.tsx";
import { CollectionChoice } from "./collection-choice.tsx";
import { DirectoryField } from "./directory-field.tsx";
import { PlaceSteps } from "./place-steps.tsx";
import { SubmitRow } from "./submit-row.tsx";
import { type BackupAdding, useBackupAdding } from "./use-backup-adding.ts";

export interface BackupFormProps {
  readonly workspace: string;
  readonly collections: readonly Collection[];
  /** There are more. */
  readonly isCut: boolean;
}

/** Collections, repository, branch, directory, files: a step comes when the one before is done. */
export function BackupForm({ workspace, collections, isCut }: BackupFormProps): ReactElement {
  const adding = useBackupAdding(workspace, collections);
  const { answers, chosen, repository, isReady, work, added, change } = adding;
  const { place } = answers;
  const isAwaited = useIsPlaceAwaited(workspace, place.repository);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void adding.carryOut();
  };
  // It is shown as a whole: nothing moves down when repositories are known.
  if (isAwaited) return <SkeletonRows rows={8} />;
  return (
    <>
      {!work.isBusy && <AddedList workspace={workspace} links={added} />}
      <form onSubmit={submit}>
        <ol className={places.steps}>
          <Step number={1} title="Choose collections">
            <CollectionChoice
              collections={collections}
              chosen={chosen.map(({ id }) => id)}
              onChosen={(ids) => change({ collections: ids })}
            />
            {isCut && (
              <p className={own.small}>
                {`These are the first ${collections.length}; there are more. Each of the others is backed up from its own page.`}
              </p>
            )}
          </Step>
          {chosen.length > 0 && (
            <PlaceSteps
              workspace={workspace}
              number={2}
              place={place}
              repository={repository}
              onRepository={(id) => change({ place: { repository: id, branch: "" } })}
              onBranch={(branch) => change({ place: { ...place, branch } })}
            />
          )}
          {chosen.length > 0 && repository !== null && (
            <FileSteps workspace={workspace} adding={adding} repository={repository} />
          )}
          <SubmitRow
            action={chosen.length > 1 ? `Back up ${chosen.length} collections` : "Back it up"}
            isReady={isReady}
            {...work}
          />
        </ol>
      </form>
    </>
  );
}

interface FileStepsProps {
  readonly workspace: string;
  readonly adding: BackupAdding;
  readonly repository: Repository;
}

function FileSteps({ workspace, adding, repository }: FileStepsProps): ReactElement {
  const { answers, chosen, words, work, change } = adding;
  const { directory, files, place } = answers;
  return (
    <>
      <Step number={4} title="Choose a directory">
        <DirectoryField
          workspace={workspace}
          repository={repository}
          branch={place.branch}
          directory={directory}
          onDirectory={(chosenOne) => change({ directory: chosenOne })}
        />
      </Step>
      <Step number={5} title="Name the files">
        <BackupRows
          workspace={workspace}
          repository={repository}
          collections={chosen}
          words={words}
          outcomes={work.standing}
          files={files}
          onFile={(id, file) => change({ files: { ...files, [id]: file } })}
        />
      </Step>
    </>
  );
}
