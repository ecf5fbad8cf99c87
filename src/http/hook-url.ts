/** Capability URLs, for senders such as Postman's custom webhook, which can carry no token: whoever has one can save. */
import { randomBytes } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Static } from "typebox";
import type { HookRecord } from "../db/hooks.ts";
import { type HookWithUrl, toHook } from "./contract/hook.ts";
import type { HttpConfig } from "./dependencies.ts";
import { ownAddress } from "./own-address.ts";
import { HttpProblem } from "./problems.ts";

/** Below it, `{secret}` alone tells what may be saved. */
export const HOOK_ADDRESS = "/hooks/collections";

/** 256 random bits; kept as a hash only. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

export function withUrl(
  hook: HookRecord,
  secret: string,
  { config, request }: { readonly config: HttpConfig; readonly request: FastifyRequest },
): Static<typeof HookWithUrl> {
  return { ...toHook(hook), url: `${ownAddress(request.server, config)}${HOOK_ADDRESS}/${secret}` };
}

/** @throws HttpProblem `not_found` */
export function foundHook(hook: HookRecord | null): HookRecord {
  if (hook === null) throw new HttpProblem("not_found", "There is no such hook.");
  return hook;
}
