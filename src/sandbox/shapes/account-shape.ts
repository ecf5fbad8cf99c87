/** Accounts, as REST and webhooks show them (description: simple-user). */
import type { SandboxContext } from "../context.ts";
import { formatNodeId } from "../node-ids.ts";
import type { AppRecord } from "../records.ts";
import type { Account } from "../state.ts";

export interface ShownAccount {
  readonly id: number;
  readonly login: string;
  readonly type: "Organization" | "User" | "Bot";
}

export function accountShape(context: SandboxContext, account: ShownAccount): Record<string, unknown> {
  const { url } = context.address;
  const api = `${url}/api/v3/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: accountNodeId(account),
    avatar_url: `${url}/avatars/u/${account.id}?`,
    gravatar_id: "",
    url: api,
    html_url: `${url}/${account.login.replace("[bot]", "")}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: account.type,
    site_admin: false,
  };
}

/** As webhooks show an organisation beside the repository. */
export function organizationShape(context: SandboxContext, account: Account): Record<string, unknown> {
  const { url } = context.address;
  const api = `${url}/api/v3/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: accountNodeId(account),
    url: api,
    repos_url: `${api}/repos`,
    events_url: `${api}/events`,
    hooks_url: `${api}/hooks`,
    issues_url: `${api}/issues`,
    members_url: `${api}/members{/member}`,
    public_members_url: `${api}/public_members{/member}`,
    avatar_url: `${url}/avatars/u/${account.id}?`,
    description: "",
  };
}

export function accountNodeId(account: ShownAccount): string {
  const type = account.type === "Organization" ? "O" : account.type === "Bot" ? "BOT" : "U";
  return formatNodeId(type, account.id);
}

/** Who writes for the App: `<slug>[bot]`. */
export function botOf(app: Pick<AppRecord, "id" | "slug">): ShownAccount {
  return { id: app.id + 40_000_000, login: `${app.slug}[bot]`, type: "Bot" };
}

/** Null where no App's bot has this login. */
export function findBot(context: SandboxContext, login: string): ShownAccount | null {
  const app = context.state.data.apps.find((it) => botOf(it).login === login);
  return app === undefined ? null : botOf(app);
}
