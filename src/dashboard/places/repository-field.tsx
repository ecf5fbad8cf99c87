import { Radio } from "@primer/react";
import type { ReactElement } from "react";
import type { Repository } from "../api/contract.ts";
import { MissingReasons } from "../integrations/missing-reasons.tsx";
import classes from "./places.module.css";
import { RepositoryIcon } from "./repository-icon.tsx";
import { RepositorySearch } from "./repository-search.tsx";
import { useRepository } from "./use-repository.ts";

export interface RepositoryFieldProps {
  readonly workspace: string;
  /** GitHub's id. */
  readonly chosen: number | null;
  readonly onChoose: (repository: Repository) => void;
}

export function RepositoryField({ workspace, chosen, onChoose }: RepositoryFieldProps): ReactElement {
  const own = useRepository(workspace, chosen);
  return (
    <div className={classes.field}>
      <RepositorySearch workspace={workspace}>
        {(found) => (
          <fieldset className={classes.choices}>
            <legend>Repository</legend>
            {withOwn(found, own).map((repository) => (
              <RepositoryChoice
                key={repository.id}
                repository={repository}
                isChosen={chosen === repository.id}
                onChoose={onChoose}
              />
            ))}
            {found.length === 0 && <p className={classes.hint}>None is called so.</p>}
          </fieldset>
        )}
      </RepositorySearch>
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
      <RepositoryIcon repository={repository} />
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
