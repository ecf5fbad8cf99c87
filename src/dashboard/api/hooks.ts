import type { Hook, HookWish, HookWithUrl } from "./contract.ts";
import { pagesQuery } from "./pages-query.ts";
import { pathOf, request, requestJson } from "./request.ts";

/** Those that save any collection, into repositories that the caller may push to. */
export function hooksQuery(workspace: string) {
  return pagesQuery<Hook>(workspace, ["hooks"]);
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
