/** What GraphQL says of the caller and of organisations. */
import type { SandboxContext } from "../context.ts";
import type { InstallationCaller, UserCaller } from "../credentials.ts";
import { administers } from "../people.ts";
import { graphNoOrganization, graphNotAccessible } from "../refusals.ts";
import { accountNodeId, botOf, type ShownAccount } from "../shapes/account-shape.ts";
import { graphError } from "./graph-call.ts";

type Fields = Record<string, unknown>;

export function viewerField(context: SandboxContext, caller: InstallationCaller | UserCaller): Fields {
  return accountFields(context, caller.kind === "user" ? caller.account : botOf(caller.app));
}

/** @throws GraphQLError where there is no such organisation */
export function organizationField(
  context: SandboxContext,
  caller: InstallationCaller | UserCaller,
  login: string,
): Fields {
  const account = context.state.account(login);
  if (account?.type !== "Organization") throw graphError(graphNoOrganization(login));
  return {
    ...accountFields(context, account),
    viewerCanAdminister: caller.kind === "user" && administers(context.state, caller.account.id, account),
    viewerIsAMember:
      caller.kind === "user" &&
      context.state.data.members.some(
        (it) => it.organizationId === account.id && it.accountId === caller.account.id,
      ),
  };
}

/** Of a person's query; what lies in repositories is not served to people here. */
export function userRoot(context: SandboxContext, caller: UserCaller): Fields {
  return {
    viewer: () => viewerField(context, caller),
    organization: ({ login }: { login: string }) => organizationField(context, caller, login),
    node: refuse,
    nodes: refuse,
    repository: refuse,
    createCommitOnBranch: refuse,
  };
}

/** @throws GraphQLError */
function refuse(): never {
  throw graphError(graphNotAccessible());
}

function accountFields(context: SandboxContext, account: ShownAccount): Fields {
  return {
    id: accountNodeId(account),
    databaseId: account.id,
    login: account.login,
    name: null,
    url: `${context.address.url}/${account.login}`,
    avatarUrl: `${context.address.url}/avatars/u/${account.id}?`,
  };
}
