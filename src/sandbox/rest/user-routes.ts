/** Accounts by login. */
import { json, Refused } from "../answer.ts";
import * as refusals from "../refusals.ts";
import { publicUserShape } from "../shapes/user-shape.ts";
import type { RestRequest, Route } from "./route.ts";

export const USER_ROUTES: readonly Route[] = [
  { method: "GET", path: "/users/{username}", access: "installation", handle: findUser },
];

function findUser({ context, params }: RestRequest): ReturnType<typeof json> {
  const account = context.state.account(params["username"] ?? "");
  if (account === null) throw new Refused(refusals.notFound());
  return json(publicUserShape(context, account));
}
