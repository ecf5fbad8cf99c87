import { queryOptions } from "@tanstack/react-query";
import type { Branch, Discovery, Page, Repository } from "./contract.ts";
import { readFirstItems } from "./first-items.ts";
import { keyIn } from "./keys.ts";
import { pagesQuery } from "./pages-query.ts";
import { pathOf, queryOf, requestJson } from "./request.ts";

const SHOWN = 30;

/** The first of them. @param q part of a name */
export function repositoriesQuery(workspace: string, q: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "repositories", q),
    queryFn: ({ signal }) =>
      requestJson<Page<Repository>>(`${pathOf(workspace, "repositories")}${queryOf({ q, limit: SHOWN })}`, {
        signal,
      }),
  });
}

/** All of them, page by page. @param q part of a name */
export function allRepositoriesQuery(workspace: string, q: string) {
  return pagesQuery<Repository>(workspace, ["repositories"], { q });
}

/** Which files look like documents. @param repository without its owner; @param branch empty: the default one */
export function discoveryQuery(workspace: string, repository: string, branch: string) {
  return queryOptions({
    queryKey: ["discovery", workspace, repository, branch],
    queryFn: ({ signal }) => {
      const path = pathOf(workspace, "repositories", repository, "discovery");
      return requestJson<Discovery>(`${path}${queryOf({ branch })}`, { signal });
    },
  });
}

/** The first of them, read from GitHub when asked for. @param repository without its owner; @param q how the names begin */
export function branchesQuery(workspace: string, repository: string, q: string) {
  return queryOptions({
    queryKey: ["branches", workspace, repository, q],
    queryFn: ({ signal }) => {
      const path = pathOf(workspace, "repositories", repository, "branches");
      return requestJson<Page<Branch>>(`${path}${queryOf({ q, limit: SHOWN })}`, { signal });
    },
  });
}

export function repositoryQuery(workspace: string, repository: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "repository", repository),
    queryFn: ({ signal }) =>
      requestJson<Repository>(pathOf(workspace, "repositories", repository), { signal }),
  });
}

/** By GitHub's id; of the first 2000. */
export function repositoryNamesQuery(workspace: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "repository-names"),
    queryFn: async ({ signal }): Promise<ReadonlyMap<number, string>> => {
      const { items } = await readFirstItems<Repository>(pathOf(workspace, "repositories"), signal);
      return new Map(items.map(({ id, fullName }) => [id, fullName]));
    },
  });
}
