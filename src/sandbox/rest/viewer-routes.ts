/** What a person asks through the App: who they are, and what of the App's installations they may see. */
import { json, Refused, type Answer } from "../answer.ts";
import { levelOf, maySeeInstallation, permissionsShape, roleIn } from "../people.ts";
import * as refusals from "../refusals.ts";
import { accountShape, organizationShape } from "../shapes/account-shape.ts";
import { installationShape } from "../shapes/installation-shape.ts";
import { repositoryShape } from "../shapes/repository-shape.ts";
import { publicUserShape } from "../shapes/user-shape.ts";
import type { Account, InstallationRecord } from "../state.ts";
import { takePage } from "./page.ts";
import type { Route, UserRequest } from "./route.ts";

export const VIEWER_ROUTES: readonly Route[] = [
  { method: "GET", path: "/user", access: "user", handle: showViewer },
  { method: "GET", path: "/user/installations", access: "user", handle: listInstallations },
  { method: "GET", path: "/user/installations/{id}/repositories", access: "user", handle: listRepositories },
  { method: "GET", path: "/user/memberships/orgs/{org}", access: "user", handle: showMembership },
];

/** A token of a GitHub App that asks for no permission over the user's own account shows the public profile. */
function showViewer({ context, caller }: UserRequest): Answer {
  return json({ ...publicUserShape(context, caller.account), user_view_type: "public" });
}

function listInstallations(request: UserRequest): Answer {
  const { context } = request;
  const seen = context.state.data.installations.filter((it) => isVisible(request, it));
  const { items, headers } = takePage(request, seen);
  const installations = items.map((it) => installationShape(context, it));
  return json({ total_count: seen.length, installations }, 200, headers);
}

/** That one which the user may not see is 404, and a suspended one 403, is not confirmed. */
function listRepositories(request: UserRequest): Answer {
  const { context, caller, params } = request;
  const installation = context.state.installation(Number(params["id"]));
  if (installation === null || !isVisible(request, installation)) throw new Refused(refusals.notFound());
  if (installation.suspendedAt !== null) throw new Refused(refusals.installationSuspended());
  const seen = context.state.repositoriesOf(installation).flatMap((repository) => {
    const level = levelOf(context.state, caller.account.id, repository);
    return level === null ? [] : [{ repository, level }];
  });
  const { items, headers } = takePage(request, seen);
  const repositories = items.map(({ repository, level }) => ({
    ...repositoryShape(context, repository),
    permissions: permissionsShape(level),
  }));
  const selection = installation.repositories === "all" ? "all" : "selected";
  return json({ total_count: seen.length, repository_selection: selection, repositories }, 200, headers);
}

function isVisible({ context, caller }: UserRequest, installation: InstallationRecord): boolean {
  if (installation.appId !== caller.app.id) return false;
  return maySeeInstallation(context.state, caller.account.id, installation);
}

/** docs: rest/orgs/members: needs "Members" organization permissions (read). */
function showMembership({ context, caller, params }: UserRequest): Answer {
  const { state } = context;
  const organization = state.account(params["org"] ?? "");
  if (organization?.type !== "Organization") throw new Refused(refusals.notFound());
  const installation = state.data.installations.find(
    (it) => it.accountId === organization.id && it.appId === caller.app.id,
  );
  if (installation?.permissions["members"] === undefined) throw new Refused(refusals.notAccessible());
  const role = roleIn(state, caller.account.id, organization.id);
  if (role === null) throw new Refused(refusals.notFound());
  return json(membershipShape({ context, caller }, organization, role));
}

function membershipShape(
  { context, caller }: Pick<UserRequest, "context" | "caller">,
  organization: Account,
  role: string,
): Record<string, unknown> {
  const shown = organizationShape(context, organization);
  return {
    url: `${String(shown["url"])}/memberships/${caller.account.login}`,
    state: "active",
    role,
    organization_url: shown["url"],
    organization: shown,
    user: accountShape(context, caller.account),
  };
}
