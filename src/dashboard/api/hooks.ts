import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Hook, HookWish, HookWithUrl, Page } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, queryOf, request, requestJson } from "./request.ts";

/** Those that save any collection, into repositories that the caller may push to. */
export function hooksQuery(workspace: string) {
  return infiniteQueryOptions({
    queryKey: keyIn(workspace, "hooks"),
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf({ cursor: pageParam, limit: 50 });
      return requestJson<Page<Hook>>(`${pathOf(workspace, "hooks")}${query}`, { signal });
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
}

/** The URL is in this answer, and never told again. */
export function makePlaceHook(workspace: string, json: HookWish): Promise<HookWithUrl> {
  return requestJson(pathOf(workspace, "hooks"), { method: "POST", json });
}

/** The former URL stops working at once. */
export function replaceHook(workspace: string, hook: number): Promise<HookWithUrl> {
  return requestJson(pathOf(workspace, "hooks", hook), { method: "POST" });
}

/** @param allowedAddresses null: it takes saves from everywhere */
export function restrictHook(
  workspace: string,
  hook: number,
  allowedAddresses: string[] | null,
): Promise<Hook> {
  return requestJson(pathOf(workspace, "hooks", hook), { method: "PATCH", json: { allowedAddresses } });
}

export async function removePlaceHook(workspace: string, hook: number): Promise<void> {
  await request(pathOf(workspace, "hooks", hook), { method: "DELETE" });
}
