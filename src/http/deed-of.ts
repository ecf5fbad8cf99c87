/** Who makes a request, when, with what and from where: nobody has a name who holds the admin token. */
import type { FastifyRequest } from "fastify";
import type { Deed } from "../db/activity.ts";
import { callerOf } from "./authorize.ts";
import type { Dependencies } from "./dependencies.ts";
import { addressOf } from "./network-address.ts";

export function deedOf({ now }: Pick<Dependencies, "now">, request: FastifyRequest): Deed {
  const caller = callerOf(request);
  const deed = { at: now(), address: addressOf(request) };
  switch (caller.kind) {
    case "admin":
      return { ...deed, actor: null };
    case "token":
      return { ...deed, actor: caller.name, token: caller.tokenId };
    case "user":
      return { ...deed, actor: caller.login, user: caller.userId };
  }
}
