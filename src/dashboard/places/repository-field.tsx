import { LockIcon, RepoIcon, SearchIcon } from "@primer/octicons-react";
import { FormControl, Radio, TextInput } from "@primer/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactElement, useDeferredValue, useState } from "react";
import type { Repository } from "../api/contract.ts";
import { repositoriesQuery } from "../api/repositories.ts";
import { MissingReasons } from "../integrations/missing-reasons.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import classes from "./places.module.css";
import { useRepository } from "./use-repository.ts";

export interface RepositoryFieldProps {
  readonly workspace: string;
  /** GitHub's id. */
  readonly chosen: number | null;
  readonly onChoose: (repository: Repository) => void;
}

export function RepositoryField({ workspace, chosen, onChoose }: RepositoryFieldProps): ReactElement {
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const query = useQuery({ ...repositoriesQuery(workspace, q), placeholderData: keepPreviousData });
  const own = useRepository(workspace, chosen);
  return (
    <div className={classes.field}>
      <FormControl>
        <FormControl.Label>Search repositories</FormControl.Label>
        <TextInput
          block
          leadingVisual={SearchIcon}
          value={typed}
          placeholder="Part of a name, or owner/name"
          onChange={({ target }) => setTyped(target.value)}
        />
      </FormControl>
      <Loaded query={query} skeleton={<SkeletonRows rows={3} />}>
        {({ items, next }) => (
          <fieldset className={classes.choices}>
            <legend>Repository</legend>
            {withOwn(items, own).map((repository) => (
              <RepositoryChoice
                key={repository.id}
                repository={repository}
                isChosen={chosen === repository.id}
                onChoose={onChoose}
              />
            ))}
            {items.length === 0 && <p className={classes.hint}>None is called so.</p>}
            {next !== null && <p className={classes.hint}>There are more: type a part of the name.</p>}
          </fieldset>
        )}
      </Loaded>
      <MissingReasons workspace={workspace} />
    </div>
  );
}

/** The chosen one is always among them. */
function withOwn(items: readonly Repository[], own: Repository | null): readonly Repository[] {
  return own === null || items.some(({ id }) => id === own.id) ? items : [own, ...items];
}

interface RepositoryChoiceProps {
  readonly repository: Repository;
  readonly isChosen: boolean;
  readonly onChoose: (repository: Repository) => void;
}

function RepositoryChoice({ repository, isChosen, onChoose }: RepositoryChoiceProps): ReactElement {
  const { fullName } = repository;
  const obstacle = obstacleOf(repository);
  return (
    <label className={classes.choice}>
      <Radio
        name="repository"
        value={fullName}
        checked={isChosen}
        disabled={obstacle !== null}
        onChange={() => onChoose(repository)}
      />
      {repository.private ? <LockIcon aria-label="Private" /> : <RepoIcon aria-label="Public" />}
      <span>{fullName}</span>
      {obstacle !== null && <span className={classes.hint}>{obstacle}</span>}
    </label>
  );
}

/** Why it cannot be chosen; null where it can. */
function obstacleOf({ archived, pushable }: Repository): string | null {
  if (archived) return "archived: it takes no commits until it is unarchived on GitHub";
  return pushable ? null : "you may read it, and not push to it: ask for write access on GitHub";
}
