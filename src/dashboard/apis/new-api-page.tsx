import { FormControl, Radio, RadioGroup, TextInput } from "@primer/react";
import { useParams } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import own from "./apis.module.css";
import { FromRepositoryForm } from "./from-repository-form.tsx";
import { FromTextForm } from "./from-text-form.tsx";

const WAYS = {
  repository: "From a file in a repository: both are kept in step from the start",
  upload: "From a file on this machine",
  paste: "From a text that I paste",
  empty: "Empty",
} as const;

export type Way = keyof typeof WAYS;

export function NewApiPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const [way, setWay] = useState<Way>("repository");
  const [name, setName] = useState("");
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
          <TextInput block value={name} maxLength={200} onChange={({ target }) => setName(target.value)} />
        </FormControl>
        <RadioGroup name="way" onChange={(_value, event) => setWay(wayOf(event?.currentTarget.value))}>
          <RadioGroup.Label>Where does its schema come from?</RadioGroup.Label>
          {Object.entries(WAYS).map(([value, words]) => (
            <FormControl key={value}>
              <Radio value={value} checked={value === way} />
              <FormControl.Label>{words}</FormControl.Label>
            </FormControl>
          ))}
        </RadioGroup>
        {way === "repository" ? (
          <FromRepositoryForm workspace={workspace} name={name} />
        ) : (
          <FromTextForm key={way} workspace={workspace} name={name} way={way} />
        )}
      </div>
    </Page>
  );
}

function wayOf(value: string | undefined): Way {
  return value === "upload" || value === "paste" || value === "empty" ? value : "repository";
}
