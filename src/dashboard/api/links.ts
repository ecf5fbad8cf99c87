import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { BulkResult, Link, LinkChange, Page } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, queryOf, request, requestJson } from "./request.ts";

export interface LinkFilter {
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  readonly q?: string | undefined;
}

const PAGE = 50;

export function linksQuery(workspace: string, filter: LinkFilter) {
  return infiniteQueryOptions({
    queryKey: keyIn(workspace, "links", filter),
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf({ ...filter, cursor: pageParam, limit: PAGE });
      return requestJson<Page<Link>>(`${pathOf(workspace, "links")}${query}`, { signal });
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
}

/** The first few of one state, for the overview. */
export function fewLinksQuery(workspace: string, state: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "few-links", state),
    queryFn: ({ signal }) =>
      requestJson<Page<Link>>(`${pathOf(workspace, "links")}${queryOf({ state, limit: 10 })}`, { signal }),
  });
}

export function linkQuery(workspace: string, id: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "link", id),
    queryFn: ({ signal }) => requestJson<Link>(pathOf(workspace, "links", id), { signal }),
  });
}

export function changeLink(workspace: string, id: number, json: LinkChange): Promise<Link> {
  return requestJson<Link>(pathOf(workspace, "links", id), { method: "PATCH", json });
}

/** Waits for what comes of it, a while. */
export function syncLink(workspace: string, id: number): Promise<Link> {
  const headers = { prefer: "wait=10" };
  return requestJson<Link>(pathOf(workspace, "links", id, "sync"), { method: "POST", headers });
}

export type BulkAction = "sync" | "pause" | "resume" | "remove";

/** Each is answered for itself. */
export function changeLinks(
  workspace: string,
  action: BulkAction,
  links: readonly number[],
): Promise<BulkResult> {
  return requestJson(pathOf(workspace, "links", "bulk"), { method: "POST", json: { action, links } });
}

export async function disconnectLink(workspace: string, id: number): Promise<void> {
  await request(pathOf(workspace, "links", id), { method: "DELETE" });
}
