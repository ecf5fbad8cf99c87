/** Who makes a request, when, with what and from where: nobody has a name who holds the admin token. */
import type { FastifyRequest } from "fastify";
import type { Caller } from "../../core/access/caller.ts";
import type { Deed } from "../../db/activity.ts";
import { callerOf } from "./authorize.ts";
import type { Dependencies } from "../dependencies.ts";
import { addressOf } from "./network-address.ts";

export function deedOf(dependencies: Pick<Dependencies, "now">, request: FastifyRequest): Deed {
  return deedBy(dependencies, request, callerOf(request));
}

/** @param caller null: nobody who is known */
export function deedBy(
  { now }: Pick<Dependencies, "now">,
  request: FastifyRequest,
  caller: Caller | null,
): Deed {
  const deed = { at: now(), address: addressOf(request) };
  switch (caller?.kind) {
    case undefined:
    case "admin":
      return { ...deed, actor: null };
    case "token":
      return { ...deed, actor: caller.name, token: caller.tokenId };
    case "user":
      return { ...deed, actor: caller.login, user: caller.userId };
  }
}
