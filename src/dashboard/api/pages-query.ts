import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Page } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, queryOf, requestJson } from "./request.ts";

const PAGE = 50;

/**
 * A list, page by page.
 * @param path below the workspace, such as `["collections"]`
 * @param filter of those that are listed, as the address has it
 */
export function pagesQuery<Item>(
  workspace: string,
  path: readonly string[],
  filter: Readonly<Record<string, string>> = {},
) {
  return infiniteQueryOptions({
    queryKey: keyIn(workspace, "pages", path, filter),
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf({ ...filter, cursor: pageParam, limit: PAGE });
      return requestJson<Page<Item>>(`${pathOf(workspace, ...path)}${query}`, { signal });
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
}
