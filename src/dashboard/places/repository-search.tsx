import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactElement, type ReactNode, useDeferredValue, useState } from "react";
import type { Repository } from "../api/contract.ts";
import { repositoriesQuery } from "../api/repositories.ts";
import { SearchField } from "../filters/search-field.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import rows from "../styles/rows.module.css";
import classes from "./places.module.css";

export interface RepositorySearchProps {
  readonly workspace: string;
  /** What is shown of those that were found. */
  readonly children: (found: readonly Repository[]) => ReactNode;
}

/** Repositories by a part of their name: the first of them, for there may be thousands. */
export function RepositorySearch({ workspace, children }: RepositorySearchProps): ReactElement {
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const query = useQuery({ ...repositoriesQuery(workspace, q), placeholderData: keepPreviousData });
  return (
    <div className={classes.field}>
      <SearchField
        label="Search repositories"
        hint="Part of a name, or owner/name"
        typed={typed}
        onTyped={setTyped}
      />
      <Loaded query={query} skeleton={<SkeletonRows rows={3} />}>
        {({ items, next }) => (
          <>
            {children(items)}
            {next !== null && <p className={rows.small}>There are more: type a part of the name.</p>}
          </>
        )}
      </Loaded>
    </div>
  );
}
