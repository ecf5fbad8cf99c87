/** What was deleted in the last 30 days. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Api, Collection, Page, Version } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, queryOf, request, requestJson } from "./request.ts";

export function deletedApisQuery(workspace: string) {
  return deletedQuery<Api>(workspace, ["apis"]);
}

export function deletedVersionsQuery(workspace: string, api: string) {
  return deletedQuery<Version>(workspace, ["apis", api, "versions"]);
}

export function deletedCollectionsQuery(workspace: string) {
  return deletedQuery<Collection>(workspace, ["collections"]);
}

function deletedQuery<Item>(workspace: string, list: readonly string[]) {
  return infiniteQueryOptions({
    queryKey: keyIn(workspace, "deleted", list),
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf({ deleted: "true", cursor: pageParam, limit: 50 });
      return requestJson<Page<Item>>(`${pathOf(workspace, ...list)}${query}`, { signal });
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
}

/** @param document below the workspace, such as `["collections", id]` @throws Problem `exists` where its place is taken */
export async function restoreDeleted(workspace: string, document: readonly string[]): Promise<void> {
  await request(pathOf(workspace, ...document, "restore"), { method: "POST" });
}
