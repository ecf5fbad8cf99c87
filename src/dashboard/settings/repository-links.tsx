import { LockIcon, RepoIcon, SearchIcon } from "@primer/octicons-react";
import { FormControl, Label, TextInput } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactElement, useDeferredValue, useState } from "react";
import type { Repository } from "../api/contract.ts";
import { repositoriesQuery } from "../api/repositories.ts";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import rows from "../styles/rows.module.css";
import classes from "./settings.module.css";

export interface RepositoryLinksProps {
  readonly workspace: string;
}

/** Each leads to the same screen, with the repository in its address. */
export function RepositoryLinks({ workspace }: RepositoryLinksProps): ReactElement {
  const [typed, setTyped] = useState("");
  const query = useQuery(repositoriesQuery(workspace, useDeferredValue(typed.trim())));
  return (
    <div className={classes.form}>
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
        {({ items, next }) =>
          items.length === 0 ? (
            <p className={classes.about}>
              None is called so. A repository is listed where the GitHub App is installed on it and you can
              see it on GitHub.
            </p>
          ) : (
            <>
              <ul className={rows.list} aria-label="Repositories">
                {items.map((repository) => (
                  <RepositoryWay key={repository.id} repository={repository} />
                ))}
              </ul>
              {next !== null && <p className={classes.about}>There are more: type a part of the name.</p>}
            </>
          )
        }
      </Loaded>
    </div>
  );
}

function RepositoryWay({ repository }: { readonly repository: Repository }): ReactElement {
  const { fullName, archived } = repository;
  return (
    <li className={classes.repository}>
      {repository.private ? <LockIcon aria-label="Private" /> : <RepoIcon aria-label="Public" />}
      <Link to="." search={{ repository: fullName.split("/").at(-1) ?? fullName }}>
        {fullName}
      </Link>
      {archived && <Label>archived</Label>}
    </li>
  );
}
