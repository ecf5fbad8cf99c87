import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Page, Repository } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, queryOf, requestJson } from "./request.ts";

/** All of them, page by page. @param q part of a name */
export function allRepositoriesQuery(workspace: string, q: string) {
  return infiniteQueryOptions({
    queryKey: keyIn(workspace, "all-repositories", q),
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf({ q, cursor: pageParam, limit: 50 });
      return requestJson<Page<Repository>>(`${pathOf(workspace, "repositories")}${query}`, { signal });
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
}
