import { FormControl, Radio, RadioGroup, Textarea, TextInput } from "@primer/react";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useKeptAnswers } from "../adding/use-kept-answers.ts";
import { PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { UploadForm } from "../uploading/upload-form.tsx";
import own from "./apis.module.css";
import { FromRepositoryForm } from "./from-repository-form.tsx";
import { FromTextForm } from "./from-text-form.tsx";
import { type NewApiAnswers, readNewApiAnswers, wayOf, WAYS } from "./new-api-answers.ts";

export function NewApiPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const { answers, change, drop } = useKeptAnswers(`new-api/${workspace}`, readNewApiAnswers);
  const { way } = answers;
  return (
    <Page
      title="New API"
      above={
        <PageLink to="/workspaces/$workspace/apis" params={{ workspace }}>
          APIs
        </PageLink>
      }
    >
      <div className={own.form}>
        {way !== "many" && <NameFields answers={answers} onAnswers={change} />}
        <RadioGroup
          name="way"
          onChange={(_value, event) => change({ ...answers, way: wayOf(event?.currentTarget.value) })}
        >
          <RadioGroup.Label>Where does its schema come from?</RadioGroup.Label>
          {Object.entries(WAYS).map(([value, words]) => (
            <FormControl key={value}>
              <Radio value={value} checked={value === way} />
              <FormControl.Label>{words}</FormControl.Label>
            </FormControl>
          ))}
        </RadioGroup>
        <WayForm workspace={workspace} answers={answers} onAnswers={change} onMade={drop} />
      </div>
    </Page>
  );
}

interface NameFieldsProps {
  readonly answers: NewApiAnswers;
  readonly onAnswers: (answers: NewApiAnswers) => void;
}

function NameFields({ answers, onAnswers }: NameFieldsProps): ReactElement {
  return (
    <>
      <FormControl required>
        <FormControl.Label>Name</FormControl.Label>
        <TextInput
          block
          value={answers.name}
          maxLength={200}
          onChange={({ target }) => onAnswers({ ...answers, name: target.value })}
        />
      </FormControl>
      <FormControl>
        <FormControl.Label>Description</FormControl.Label>
        <Textarea
          block
          rows={2}
          resize="vertical"
          value={answers.description}
          maxLength={5000}
          onChange={({ target }) => onAnswers({ ...answers, description: target.value })}
        />
      </FormControl>
    </>
  );
}

interface WayFormProps extends NameFieldsProps {
  readonly workspace: string;
  readonly onMade: () => void;
}

function WayForm(props: WayFormProps): ReactElement {
  const { workspace, answers } = props;
  const { way } = answers;
  switch (way) {
    case "repository":
      return <FromRepositoryForm {...props} />;
    case "many":
      return <UploadForm workspace={workspace} label="Schema files" />;
    case "upload":
    case "paste":
    case "empty":
      return <FromTextForm key={way} {...props} answers={{ ...answers, way }} />;
  }
}
