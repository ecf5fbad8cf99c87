import { LockIcon, RepoIcon, SearchIcon } from "@primer/octicons-react";
import { FormControl, Radio, TextInput } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useDeferredValue, useState } from "react";
import type { Repository } from "../api/contract.ts";
import { repositoriesQuery } from "../api/repositories.ts";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import classes from "./places.module.css";

export interface RepositoryFieldProps {
  readonly workspace: string;
  readonly chosen: Repository | null;
  readonly onChoose: (repository: Repository) => void;
}

export function RepositoryField({ workspace, chosen, onChoose }: RepositoryFieldProps): ReactElement {
  const [typed, setTyped] = useState("");
  const query = useQuery(repositoriesQuery(workspace, useDeferredValue(typed.trim())));
  return (
    <div className={classes.field}>
      <FormControl>
        <FormControl.Label>Search repositories</FormControl.Label>
        <TextInput
          block
          leadingVisual={SearchIcon}
          value={typed}
          placeholder="Part of a name"
          onChange={({ target }) => setTyped(target.value)}
        />
      </FormControl>
      <Loaded query={query} skeleton={<SkeletonRows rows={3} />}>
        {({ items, next }) => (
          <fieldset className={classes.choices}>
            <legend>Repository</legend>
            {items.map((repository) => (
              <RepositoryChoice
                key={repository.id}
                repository={repository}
                isChosen={chosen?.id === repository.id}
                onChoose={onChoose}
              />
            ))}
            {items.length === 0 && (
              <p className={classes.hint}>
                None is called so. A repository is listed where the GitHub App is installed on it and you can
                see it on GitHub.
              </p>
            )}
            {next !== null && <p className={classes.hint}>There are more: type a part of the name.</p>}
          </fieldset>
        )}
      </Loaded>
    </div>
  );
}

interface RepositoryChoiceProps {
  readonly repository: Repository;
  readonly isChosen: boolean;
  readonly onChoose: (repository: Repository) => void;
}

function RepositoryChoice({ repository, isChosen, onChoose }: RepositoryChoiceProps): ReactElement {
  const { fullName, archived } = repository;
  return (
    <label className={classes.choice}>
      <Radio
        name="repository"
        value={fullName}
        checked={isChosen}
        disabled={archived}
        onChange={() => onChoose(repository)}
      />
      {repository.private ? <LockIcon aria-label="Private" /> : <RepoIcon aria-label="Public" />}
      <span>{fullName}</span>
      {archived && <span className={classes.hint}>archived: it takes no commits</span>}
    </label>
  );
}
