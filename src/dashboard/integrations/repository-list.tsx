import { SearchIcon } from "@primer/octicons-react";
import { Button, Label, Link as PrimerLink, TextInput } from "@primer/react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { type ReactElement, useDeferredValue, useState } from "react";
import type { Repository } from "../api/contract.ts";
import { allRepositoriesQuery } from "../api/repositories.ts";
import links from "../links/links.module.css";
import { RepositoryIcon } from "../places/repository-icon.tsx";
import { Failure } from "../states/failure.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import rows from "../styles/rows.module.css";
import own from "./integrations.module.css";

/** What the installation sees and the caller too, all of it, page by page. */
export function RepositoryList({ workspace }: { readonly workspace: string }): ReactElement {
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const query = useInfiniteQuery({
    ...allRepositoriesQuery(workspace, q),
    placeholderData: keepPreviousData,
  });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  const repositories = data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <search className={links.filters}>
        <TextInput
          className={links.search ?? ""}
          leadingVisual={SearchIcon}
          aria-label="Search repositories"
          placeholder="Part of a name"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </search>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {repositories === undefined && error === null && <SkeletonRows rows={4} />}
      {repositories?.length === 0 && <p className={rows.small}>{noneWords(q)}</p>}
      {repositories !== undefined && repositories.length > 0 && (
        <ul className={rows.list} aria-label="Repositories">
          {repositories.map((repository) => (
            <RepositoryRow key={repository.id} repository={repository} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div className={rows.more}>
          <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            Show more repositories
          </Button>
        </div>
      )}
    </>
  );
}

function noneWords(q: string): string {
  return q === "" ? "The App sees no repository that you can open." : "None is called so.";
}

function RepositoryRow({ repository }: { readonly repository: Repository }): ReactElement {
  const { fullName, htmlUrl, defaultBranch, archived, pushable } = repository;
  return (
    <li className={rows.row}>
      <span className={own.name}>
        <RepositoryIcon repository={repository} />
        <PrimerLink href={htmlUrl} target="_blank" rel="noopener noreferrer">
          {fullName}
        </PrimerLink>
      </span>
      <span className={rows.small}>{defaultBranch}</span>
      {archived ? (
        <Label variant="attention">Archived</Label>
      ) : (
        <Label variant={pushable ? "primary" : "secondary"}>
          {pushable ? "You may push" : "You may read"}
        </Label>
      )}
    </li>
  );
}
