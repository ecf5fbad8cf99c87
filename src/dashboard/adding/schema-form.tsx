import { FormControl, Select } from "@primer/react";
import type { ReactElement } from "react";
import type { Api } from "../api/contract.ts";
import { Step } from "../places/step.tsx";
import { AddingForm } from "./adding-form.tsx";
import { FileChoice } from "./file-choice.tsx";
import { PlaceSteps } from "./place-steps.tsx";
import { useSchemaAdding } from "./use-schema-adding.ts";
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
  const { answers, repository, words, work } = adding;
  const { api, place, wishes } = answers;
  return (
    <AddingForm
      workspace={workspace}
      adding={adding}
      place={place}
      action={wishes.length > 1 ? `Connect ${wishes.length} files` : "Connect"}
    >
      <Step number={1} title="Choose an API">
        <ApiField apis={apis} api={api} isCut={isCut} onApi={adding.chooseApi} />
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
      {repository !== null && wishes.length > 0 && (
        <Step number={5} title="Name the versions">
          <WishList
            wishes={wishes}
            words={words}
            apis={apis}
            outcomes={work.standing}
            onWishes={adding.putWishes}
          />
        </Step>
      )}
    </AddingForm>
  );
}

interface ApiFieldProps extends Pick<SchemaFormProps, "apis" | "isCut"> {
  readonly api: string;
  readonly onApi: (slug: string) => void;
}

function ApiField({ apis, isCut, api, onApi }: ApiFieldProps): ReactElement {
  return (
    <FormControl>
      <FormControl.Label>API</FormControl.Label>
      <Select block value={api} onChange={({ target }) => onApi(target.value)}>
        <Select.Option value="">A new API for each file</Select.Option>
        {apis.map(({ slug, name }) => (
          <Select.Option key={slug} value={slug}>{`Versions of ${name}`}</Select.Option>
        ))}
      </Select>
      {isCut && (
        <FormControl.Caption>
          {`These are the first ${apis.length}; there are more. Each version of the others is connected from its own page.`}
        </FormControl.Caption>
      )}
    </FormControl>
  );
}
