import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Link, Page } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, queryOf, requestJson } from "./request.ts";

/** Links that a config file claims, and no admin has agreed to. */
export function claimsQuery(workspace: string) {
  return infiniteQueryOptions({
    queryKey: keyIn(workspace, "claims"),
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf({ state: "awaiting_approval", cursor: pageParam, limit: 50 });
      return requestJson<Page<Link>>(`${pathOf(workspace, "links")}${query}`, { signal });
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
}

/** @throws Problem `nothing_to_approve` where somebody has, or the claim is gone */
export function approveClaim(workspace: string, link: number): Promise<Link> {
  return requestJson(pathOf(workspace, "links", link, "approval"), { method: "POST" });
}

/** @throws Problem `nothing_to_withdraw` where nobody agreed, or where the file needs nobody's agreement by now */
export function withdrawApproval(workspace: string, link: number): Promise<Link> {
  return requestJson(pathOf(workspace, "links", link, "approval"), { method: "DELETE" });
}
