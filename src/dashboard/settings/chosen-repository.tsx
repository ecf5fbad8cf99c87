import { Button } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import type { Repository } from "../api/contract.ts";
import { repositoryQuery } from "../api/repositories.ts";
import { RepositoryField } from "../places/repository-field.tsx";
import { OutsideLink } from "../shell/outside-link.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import classes from "./settings.module.css";

export interface ChosenRepositoryProps {
  readonly workspace: string;
  /** Without its owner, or `owner/name`; left out: none is chosen. */
  readonly name: string | undefined;
  /** Null: another is to be chosen. */
  readonly onChoose: (name: string | null) => void;
  readonly children: (repository: Repository, name: string) => ReactNode;
}

/** What is shown of one repository, once it is chosen. The choice stands in the address. */
export function ChosenRepository(props: ChosenRepositoryProps): ReactElement {
  const { workspace, name, onChoose, children } = props;
  if (name === undefined) {
    return (
      <RepositoryField
        workspace={workspace}
        chosen={null}
        onChoose={({ fullName }) => onChoose(fullName.split("/").at(-1) ?? fullName)}
      />
    );
  }
  return (
    <OneRepository workspace={workspace} name={name} onOther={() => onChoose(null)}>
      {(repository) => children(repository, name)}
    </OneRepository>
  );
}

interface OneRepositoryProps {
  readonly workspace: string;
  readonly name: string;
  readonly onOther: () => void;
  readonly children: (repository: Repository) => ReactNode;
}

function OneRepository({ workspace, name, onOther, children }: OneRepositoryProps): ReactElement {
  const query = useQuery(repositoryQuery(workspace, name));
  return (
    <>
      <div className={classes.buttons}>
        <strong>
          {query.data === undefined ? (
            name
          ) : (
            <OutsideLink href={query.data.htmlUrl}>{query.data.fullName}</OutsideLink>
          )}
        </strong>
        <Button size="small" onClick={onOther}>
          Another repository
        </Button>
      </div>
      <Loaded query={query} skeleton={<SkeletonRows rows={3} />}>
        {children}
      </Loaded>
    </>
  );
}
