import { queryOptions } from "@tanstack/react-query";
import type { Api } from "./contract.ts";
import { readFirstItems } from "./first-items.ts";
import { keyIn } from "./keys.ts";
import { pathOf } from "./request.ts";

/** To choose from: the first 2000. */
export function allApisQuery(workspace: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "all-apis"),
    queryFn: ({ signal }) => readFirstItems<Api>(pathOf(workspace, "apis"), signal),
  });
}
