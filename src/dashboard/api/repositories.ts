import { queryOptions } from "@tanstack/react-query";
import type { Branch, Page, Repository } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, queryOf, requestJson } from "./request.ts";

const SHOWN = 30;

export function repositoriesQuery(workspace: string, q: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "repositories", q),
    queryFn: ({ signal }) =>
      requestJson<Page<Repository>>(`${pathOf(workspace, "repositories")}${queryOf({ q, limit: SHOWN })}`, {
        signal,
      }),
  });
}

/** Read from GitHub when asked for. @param repository without its owner */
export function branchesQuery(workspace: string, repository: string) {
  return queryOptions({
    queryKey: ["branches", workspace, repository],
    queryFn: ({ signal }) =>
      requestJson<Page<Branch>>(pathOf(workspace, "repositories", repository, "branches"), { signal }),
  });
}
