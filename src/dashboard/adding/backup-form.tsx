import type { ReactElement } from "react";
import type { Collection, Repository } from "../api/contract.ts";
import { Step } from "../places/step.tsx";
import own from "./adding.module.css";
import { AddingForm } from "./adding-form.tsx";
import { BackupRows } from "./backup-rows.tsx";
import { CollectionChoice } from "./collection-choice.tsx";
import { DirectoryField } from "./directory-field.tsx";
import { BACKUP_KEEPS } from "./link-settings.ts";
import { PlaceSteps } from "./place-steps.tsx";
import { SettingsFields } from "./settings-fields.tsx";
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
  const { answers, chosen, repository, change } = adding;
  const { place } = answers;
  return (
    <AddingForm
      workspace={workspace}
      adding={adding}
      place={place}
      action={chosen.length > 1 ? `Back up ${chosen.length} collections` : "Back it up"}
    >
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
    </AddingForm>
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
      <Step number={6} title="Say how saves come to GitHub">
        <SettingsFields settings={answers} keeps={BACKUP_KEEPS} onSettings={change} />
      </Step>
    </>
  );
}
