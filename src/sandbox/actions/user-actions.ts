/** What gives people their rights, and takes them away. */
import type { SandboxContext } from "../context.ts";
import { revokeAuthorization } from "../oauth/authorizations.ts";
import type { SandboxAccount } from "../sandbox.ts";
import type { SandboxUsers } from "../sandbox-users.ts";
import type { Account, AccountType, RepositoryRecord } from "../state.ts";
import { findApp } from "./app-actions.ts";

export function userActions(context: SandboxContext): SandboxUsers {
  const { state } = context;
  const user = (login: string): Account => requireAccount(context, login, "User");
  return {
    create: (login) => createAccount(context, login, "User"),
    list: () => state.data.accounts.filter((it) => it.type === "User"),
    setRole(login, organization, role) {
      const accountId = user(login).id;
      const organizationId = requireAccount(context, organization, "Organization").id;
      state.data.members = [
        ...state.data.members.filter(
          (it) => it.accountId !== accountId || it.organizationId !== organizationId,
        ),
        ...(role === null ? [] : [{ accountId, organizationId, role }]),
      ];
      state.save();
    },
    setPermission(login, fullName, level) {
      const accountId = user(login).id;
      const repositoryId = requireRepository(context, fullName).id;
      state.data.collaborators = [
        ...state.data.collaborators.filter(
          (it) => it.accountId !== accountId || it.repositoryId !== repositoryId,
        ),
        ...(level === null ? [] : [{ accountId, repositoryId, level }]),
      ];
      state.save();
    },
    setBasePermission(organization, level) {
      const organizationId = requireAccount(context, organization, "Organization").id;
      state.data.baseLevels = [
        ...state.data.baseLevels.filter((it) => it.organizationId !== organizationId),
        ...(level === null ? [] : [{ organizationId, level }]),
      ];
      state.save();
    },
    token: (login) => context.userTokens.issue(findApp(context).id, user(login).id),
    loginLink(login, target) {
      const secret = context.flows.loginLinks.put({ accountId: user(login).id, target });
      return `${context.address.url}/login/once/${secret}`;
    },
    revokeAuthorization: (login) => revokeAuthorization(context, findApp(context), user(login)),
  };
}

/** The sandbox's own person owns every organisation that is made: somebody must. */
export function createAccount(context: SandboxContext, login: string, type: AccountType): SandboxAccount {
  const { state } = context;
  if (state.account(login) !== null) throw new Error(`The login ${login} is taken`);
  const account: Account = { id: state.takeId() + 9_000_000, login, type };
  state.data.accounts.push(account);
  const owner = state.data.accounts.find((it) => it.type === "User");
  if (type === "Organization" && owner !== undefined)
    state.data.members.push({ organizationId: account.id, accountId: owner.id, role: "admin" });
  state.save();
  return account;
}

function requireAccount(context: SandboxContext, login: string, type: AccountType): Account {
  const account = context.state.account(login);
  if (account?.type !== type) throw new Error(`No ${type.toLowerCase()} ${login}`);
  return account;
}

function requireRepository(context: SandboxContext, fullName: string): RepositoryRecord {
  const [owner = "", name = ""] = fullName.split("/");
  const repository = context.state.repositoryNamed(owner, name);
  if (repository === null) throw new Error(`No repository ${fullName}`);
  return repository;
}
