import type { Token, TokenChange, TokenWish, TokenWithSecret } from "./contract.ts";
import { pagesQuery } from "./pages-query.ts";
import { pathOf, request, requestJson } from "./request.ts";

export function tokensQuery(workspace: string) {
  return pagesQuery<Token>(workspace, ["tokens"]);
}

/** The secret is in this answer, and never told again. */
export function makeToken(workspace: string, json: TokenWish): Promise<TokenWithSecret> {
  return requestJson(pathOf(workspace, "tokens"), { method: "POST", json });
}

export function changeToken(workspace: string, token: number, json: TokenChange): Promise<Token> {
  return requestJson(pathOf(workspace, "tokens", token), { method: "PATCH", json });
}

export async function revokeToken(workspace: string, token: number): Promise<void> {
  await request(pathOf(workspace, "tokens", token), { method: "DELETE" });
}
