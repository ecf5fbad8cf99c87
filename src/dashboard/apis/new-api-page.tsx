import { FormControl, Radio, RadioGroup, TextInput } from "@primer/react";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useKeptAnswers } from "../adding/use-kept-answers.ts";
import { PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import own from "./apis.module.css";
import { FromRepositoryForm } from "./from-repository-form.tsx";
import { FromTextForm } from "./from-text-form.tsx";
import { readNewApiAnswers, wayOf, WAYS } from "./new-api-answers.ts";

export function NewApiPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const { answers, change, drop } = useKeptAnswers(`new-api/${workspace}`, readNewApiAnswers);
  const { way, name } = answers;
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
        <FormControl required>
          <FormControl.Label>Name</FormControl.Label>
          <TextInput
            block
            value={name}
            maxLength={200}
            onChange={({ target }) => change({ ...answers, name: target.value })}
          />
        </FormControl>
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
        {way === "repository" ? (
          <FromRepositoryForm workspace={workspace} answers={answers} onAnswers={change} onMade={drop} />
        ) : (
          <FromTextForm
            key={way}
            workspace={workspace}
            answers={{ ...answers, way }}
            onAnswers={change}
            onMade={drop}
          />
        )}
      </div>
    </Page>
  );
}
