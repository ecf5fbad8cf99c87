import type { ReactElement } from "react";
import type { Api } from "../api/contract.ts";
import { SavingFields } from "../links/saving-fields.tsx";
import { Step } from "../places/step.tsx";
import { AddingForm } from "./adding-form.tsx";
import { ApiField } from "./api-field.tsx";
import { FileChoice } from "./file-choice.tsx";
import { PlaceSteps } from "./place-steps.tsx";
import { type SchemaAdding, useSchemaAdding } from "./use-schema-adding.ts";
import { WishList } from "./wish-list.tsx";

export interface SchemaFormProps {
  readonly workspace: string;
  readonly apis: readonly Api[];
  /** There are more. */
  readonly isCut: boolean;
}

/** API, repository, branch, files: a step comes when the one before is done. */
export function SchemaForm({ workspace, apis, isCut }: SchemaFormProps): ReactElement {
  const adding = useSchemaAdding(workspace, apis);
  const { answers, repository } = adding;
  const { api, place, wishes } = answers;
  return (
    <AddingForm
      workspace={workspace}
      adding={adding}
      place={place}
      action={wishes.length > 1 ? `Connect ${wishes.length} files` : "Connect"}
    >
      <Step number={1} title="Choose an API">
        <ApiField
          apis={apis}
          api={api}
          newWords="A new API for each file"
          caption={isCut ? cutWords(apis.length) : undefined}
          onApi={adding.chooseApi}
        />
      </Step>
      <PlaceSteps
        workspace={workspace}
        number={2}
        place={place}
        repository={repository}
        onRepository={adding.chooseRepository}
        onBranch={adding.chooseBranch}
      />
      {repository !== null && (
        <Step number={4} title="Choose files">
          <FileChoice
            workspace={workspace}
            repository={repository}
            branch={place.branch}
            chosen={new Set(wishes.map(({ path }) => path))}
            onChoose={adding.chooseFile}
            onLeave={adding.leaveFile}
            typed={answers.path}
            onTyped={adding.typePath}
          />
        </Step>
      )}
      {repository !== null && wishes.length > 0 && <WishSteps adding={adding} apis={apis} />}
    </AddingForm>
  );
}

interface WishStepsProps {
  readonly adding: SchemaAdding;
  readonly apis: readonly Api[];
}

function WishSteps({ adding, apis }: WishStepsProps): ReactElement {
  const { answers, words, work } = adding;
  return (
    <>
      <Step number={5} title="Name the versions">
        <WishList
          wishes={answers.wishes}
          words={words}
          apis={apis}
          outcomes={work.standing}
          onWish={adding.putWish}
          onLeave={adding.leaveFile}
        />
      </Step>
      <Step number={6} title="Say how saves come to GitHub">
        <SavingFields saving={answers.saving} onSaving={adding.chooseSaving} />
      </Step>
    </>
  );
}

function cutWords(count: number): string {
  return `These are the first ${count}; there are more. Each version of the others is connected from its own page.`;
}
