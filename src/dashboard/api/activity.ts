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

/** Its id; 0 where nothing has happened yet. Kept apart from the workspace's answers: it decides when those are read again. */
export function newestActivityQuery(workspace: string) {
  return queryOptions({
    queryKey: ["newest-activity", workspace],
    queryFn: async ({ signal }) => {
      const path = `${pathOf(workspace, "activity")}${queryOf({ limit: 1 })}`;
      const { items } = await requestJson<Page<Activity>>(path, { signal });
      return items[0]?.id ?? 0;
    },
  });
}
