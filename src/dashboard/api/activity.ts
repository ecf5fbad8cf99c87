import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Activity, Page } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, queryOf, requestJson } from "./request.ts";

/** As the route takes it; what is left out filters nothing. */
export interface ActivityFilter {
  readonly type?: string;
  readonly actor?: string;
  readonly document?: string;
  /** RFC 3339. */
  readonly since?: string;
  readonly until?: string;
}

const PAGE = 50;

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

/** What is newest, read again whenever something happens. */
export function newestActivityQuery(workspace: string, filter: ActivityFilter) {
  return queryOptions({
    queryKey: keyIn(workspace, "newest-activity", filter),
    queryFn: ({ signal }) => activityPage(workspace, filter, { cursor: "", signal }),
  });
}

/** As it was when it was first read: what comes later is not put in by itself. */
export function activityListQuery(workspace: string, filter: ActivityFilter) {
  return infiniteQueryOptions({
    queryKey: ["activity-list", workspace, filter],
    queryFn: ({ pageParam, signal }) => activityPage(workspace, filter, { cursor: pageParam, signal }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

function activityPage(
  workspace: string,
  filter: ActivityFilter,
  { cursor, signal }: { readonly cursor: string; readonly signal: AbortSignal },
): Promise<Page<Activity>> {
  const query = queryOf({ ...filter, cursor, limit: PAGE });
  return requestJson(`${pathOf(workspace, "activity")}${query}`, { signal });
}

/** Where a browser downloads all of it, as JSON lines. */
export function activityExportUrl(workspace: string, filter: ActivityFilter): string {
  return `/api/v1${pathOf(workspace, "activity", "export")}${queryOf({ ...filter })}`;
}
