import { queryOptions } from "@tanstack/react-query";
import type { Activity, Page } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, queryOf, requestJson } from "./request.ts";

export function activityQuery(
  workspace: string,
  filter: { readonly limit: number; readonly document?: string },
) {
  return queryOptions({
    queryKey: keyIn(workspace, "activity", filter),
    queryFn: ({ signal }) =>
      requestJson<Page<Activity>>(`${pathOf(workspace, "activity")}${queryOf(filter)}`, { signal }),
  });
}
