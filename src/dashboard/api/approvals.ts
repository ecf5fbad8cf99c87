import type { Link } from "./contract.ts";
import { pagesQuery } from "./pages-query.ts";
import { pathOf, requestJson } from "./request.ts";

/** Links that a config file claims, and no admin has agreed to. */
export function claimsQuery(workspace: string) {
  return pagesQuery<Link>(workspace, ["links"], { state: "awaiting_approval" });
}

/** @throws Problem `nothing_to_approve` where somebody has, or the claim is gone */
export function approveClaim(workspace: string, link: number): Promise<Link> {
  return requestJson(pathOf(workspace, "links", link, "approval"), { method: "POST" });
}

/** @throws Problem `nothing_to_withdraw` where nobody agreed, or where the file needs nobody's agreement by now */
export function withdrawApproval(workspace: string, link: number): Promise<Link> {
  return requestJson(pathOf(workspace, "links", link, "approval"), { method: "DELETE" });
}
