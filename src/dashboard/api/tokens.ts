import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Page, Token, TokenChange, TokenWish, TokenWithSecret } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, queryOf, request, requestJson } from "./request.ts";

export function tokensQuery(workspace: string) {
  return infiniteQueryOptions({
    queryKey: keyIn(workspace, "tokens"),
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf({ cursor: pageParam, limit: 50 });
      return requestJson<Page<Token>>(`${pathOf(workspace, "tokens")}${query}`, { signal });
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
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
