/** An account as anybody may see it (description: public-user). */
import type { SandboxContext } from "../context.ts";
import type { Account } from "../state.ts";
import { accountShape } from "./account-shape.ts";
import { isoTime } from "./repository-shape.ts";

export function publicUserShape(context: SandboxContext, account: Account): Record<string, unknown> {
  const madeAt = isoTime(context.now());
  return {
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
  };
}
