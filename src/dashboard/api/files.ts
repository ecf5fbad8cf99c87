import { infiniteQueryOptions } from "@tanstack/react-query";
import type { RepositoryFiles } from "./contract.ts";
import { pathOf, queryOf, requestJson } from "./request.ts";

export interface DirectoryAddress {
  /** `owner/name`. */
  readonly repository: string;
  /** Empty: the default one. */
  readonly branch: string;
  /** Empty: the root. */
  readonly path: string;
}

/** What lies in a directory; read from GitHub when asked for. */
export function filesQuery(workspace: string, { repository, branch, path }: DirectoryAddress) {
  return infiniteQueryOptions({
    queryKey: ["files", workspace, repository, branch, path],
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf({ branch, path, cursor: pageParam, limit: 100 });
      const address = pathOf(workspace, "repositories", repository, "files");
      return requestJson<RepositoryFiles>(`${address}${query}`, { signal });
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
}
