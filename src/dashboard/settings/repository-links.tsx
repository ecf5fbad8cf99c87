import { Label } from "@primer/react";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { Repository } from "../api/contract.ts";
import { RepositoryIcon } from "../places/repository-icon.tsx";
import { RepositorySearch } from "../places/repository-search.tsx";
import rows from "../styles/rows.module.css";
import classes from "./settings.module.css";

export interface RepositoryLinksProps {
  readonly workspace: string;
}

/** Each leads to the same screen, with the repository in its address. */
export function RepositoryLinks({ workspace }: RepositoryLinksProps): ReactElement {
  return (
    <div className={classes.form}>
      <RepositorySearch workspace={workspace}>
        {(found) =>
          found.length === 0 ? (
            <p className={classes.about}>
              None is called so. A repository is listed where the GitHub App is installed on it and you can
              see it on GitHub.
            </p>
          ) : (
            <ul className={rows.list} aria-label="Repositories">
              {found.map((repository) => (
                <RepositoryWay key={repository.id} repository={repository} />
              ))}
            </ul>
          )
        }
      </RepositorySearch>
    </div>
  );
}

function RepositoryWay({ repository }: { readonly repository: Repository }): ReactElement {
  const { fullName, archived } = repository;
  return (
    <li className={classes.repository}>
      <RepositoryIcon repository={repository} />
      <Link to="." search={{ repository: fullName.split("/").at(-1) ?? fullName }}>
        {fullName}
      </Link>
      {archived && <Label>archived</Label>}
    </li>
  );
}
