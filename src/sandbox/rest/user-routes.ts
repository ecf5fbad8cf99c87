/** Accounts by login, as anybody may see them (description: public-user). */
import { json, Refused } from "../answer.ts";
import * as refusals from "../refusals.ts";
import { accountShape } from "../shapes/account-shape.ts";
import { isoTime } from "../shapes/repository-shape.ts";
import type { RestRequest, Route } from "./route.ts";

export const USER_ROUTES: readonly Route[] = [
  { method: "GET", path: "/users/{username}", access: "installation", handle: findUser },
];

function findUser({ context, params }: RestRequest): ReturnType<typeof json> {
  const account = context.state.account(params["username"] ?? "");
  if (account === null) throw new Refused(refusals.notFound());
  const madeAt = isoTime(context.now());
  return json({
    ...accountShape(context, account),
    name: null,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: context.state.data.repositories.filter((it) => it.ownerId === account.id).length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: madeAt,
    updated_at: madeAt,
  });
}
