import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import type { Repository } from "../api/contract.ts";
import { repositoryQuery } from "../api/repositories.ts";
import { OutsideLink } from "../shell/outside-link.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { RepositoryLinks } from "./repository-links.tsx";
import classes from "./settings.module.css";

export interface ChosenRepositoryProps {
  readonly workspace: string;
  /** Without its owner, or `owner/name`; left out: none is chosen. */
  readonly name: string | undefined;
  readonly children: (repository: Repository, name: string) => ReactNode;
}

/** What is shown of one repository, once it is chosen. The choice stands in the address. */
export function ChosenRepository({ workspace, name, children }: ChosenRepositoryProps): ReactElement {
  if (name === undefined) return <RepositoryLinks workspace={workspace} />;
  return (
    <OneRepository workspace={workspace} name={name}>
      {(repository) => children(repository, name)}
    </OneRepository>
  );
}

interface OneRepositoryProps {
  readonly workspace: string;
  readonly name: string;
  readonly children: (repository: Repository) => ReactNode;
}

function OneRepository({ workspace, name, children }: OneRepositoryProps): ReactElement {
  const query = useQuery(repositoryQuery(workspace, name));
  return (
    <>
      <div className={classes.chosen}>
        <strong>
          {query.data === undefined ? (
            name
          ) : (
            <OutsideLink href={query.data.htmlUrl}>{query.data.fullName}</OutsideLink>
          )}
        </strong>
        <Link to="." search={{}}>
          Another repository
        </Link>
      </div>
      <Loaded query={query} skeleton={<SkeletonRows rows={3} />}>
        {children}
      </Loaded>
    </>
  );
}
