import { queryOptions } from "@tanstack/react-query";
import type { BulkPlace, BulkResult, Link, LinkChange, LinkWithRights, Page } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, queryOf, request, requestJson } from "./request.ts";

export interface LinkFilter {
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  readonly q?: string | undefined;
}

/** Shown at once. */
const PAGE = 50;
/** What one request takes. */
export const LINKS_AT_ONCE = 200;

/** @param after `next` of the page before; undefined: the first */
export function linksQuery(workspace: string, filter: LinkFilter, after: string | undefined) {
  return queryOptions({
    queryKey: keyIn(workspace, "links", filter, after),
    queryFn: ({ signal }) => {
      const query = queryOf({ ...filter, cursor: after, limit: PAGE });
      return requestJson<Page<Link>>(`${pathOf(workspace, "links")}${query}`, { signal });
    },
  });
}

/** Every link that fits, however many. */
export async function readAllLinks(workspace: string, filter: LinkFilter): Promise<readonly Link[]> {
  const found: Link[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const query = queryOf({ ...filter, cursor, limit: LINKS_AT_ONCE });
    const page: Page<Link> = await requestJson<Page<Link>>(`${pathOf(workspace, "links")}${query}`);
    found.push(...page.items);
    cursor = page.next;
  }
  return found;
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
    queryFn: ({ signal }) => requestJson<LinkWithRights>(pathOf(workspace, "links", id), { signal }),
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

export type BulkChange =
  | { readonly action: "sync" | "pause" | "resume" | "remove" }
  | { readonly action: "move"; readonly to: BulkPlace };

/** Each is answered for itself. @param links ids, at most 200 */
export function changeLinks(
  workspace: string,
  change: BulkChange,
  links: readonly number[],
): Promise<BulkResult> {
  return requestJson(pathOf(workspace, "links", "bulk"), { method: "POST", json: { ...change, links } });
}

export async function disconnectLink(workspace: string, id: number): Promise<void> {
  await request(pathOf(workspace, "links", id), { method: "DELETE" });
}
