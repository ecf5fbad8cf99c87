import { queryOptions } from "@tanstack/react-query";
import type { Collection } from "./contract.ts";
import { type FirstItems, readFirstItems } from "./first-items.ts";
import { keyIn } from "./keys.ts";
import { pathOf } from "./request.ts";

/** To choose from: the first 2000. */
export function allCollectionsQuery(workspace: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "all-collections"),
    queryFn: ({ signal }) => readFirstItems<Collection>(pathOf(workspace, "collections"), signal),
  });
}

/** By id; of the first 2000. */
export function collectionNamesQuery(workspace: string) {
  return { ...allCollectionsQuery(workspace), select: namesIn };
}

function namesIn({ items }: FirstItems<Collection>): ReadonlyMap<string, string> {
  return new Map(items.map(({ id, name }) => [id, name]));
}
