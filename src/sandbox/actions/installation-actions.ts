/** What a person does to the App's installations, and to accounts. */
import type { SandboxContext } from "../context.ts";
import type {
  InstallationOptions,
  SandboxAccount,
  SandboxAccounts,
  SandboxInstallation,
  SandboxInstallations,
} from "../sandbox.ts";
import type { InstallationRecord, RepositoryRecord } from "../state.ts";
import { announceInstallation, announceRenamedAccount, humanOf } from "../webhooks/announce-account.ts";
import { findApp } from "./app-actions.ts";
import { install, selectRepositories, setSuspended, uninstall } from "./change-installation.ts";
import { createAccount } from "./user-actions.ts";

export function accountActions(context: SandboxContext): SandboxAccounts {
  const { state } = context;
  return {
    create: (login, type = "Organization") => createAccount(context, login, type),
    get: (login) => state.account(login),
    rename(login, newLogin): SandboxAccount {
      const account = state.account(login);
      if (account === null) throw new Error(`No account ${login}`);
      account.login = newLogin;
      state.save();
      for (const it of state.data.installations.filter((one) => one.accountId === account.id)) {
        announceRenamedAccount(context, it, account, login);
      }
      return account;
    },
  };
}

export function installationActions(context: SandboxContext): SandboxInstallations {
  const { state } = context;
  const find = (id: number): InstallationRecord => {
    const found = state.installation(id);
    if (found === null) throw new Error(`No installation ${id}`);
    return found;
  };
  return {
    create: (login, options) => createInstallation(context, login, options),
    get(id) {
      const found = state.installation(id);
      return found === null ? null : shown(context, found);
    },
    list: () => state.data.installations.map((it) => shown(context, it)),
    suspend: (id) => setSuspended(context, find(id), true, humanOf(context)),
    unsuspend: (id) => setSuspended(context, find(id), false, humanOf(context)),
    uninstall: (id) => uninstall(context, find(id), humanOf(context)),
    addRepository: (id, fullName) => addRepository(context, find(id), findRepository(context, fullName)),
    removeRepository: (id, fullName) =>
      removeRepository(context, find(id), findRepository(context, fullName)),
    setPermissions(id, permissions) {
      const installation = find(id);
      installation.permissions = { ...permissions };
      state.save();
      const sender = humanOf(context);
      announceInstallation(context, installation, { action: "new_permissions_accepted", sender });
    },
  };
}

function createInstallation(
  context: SandboxContext,
  login: string,
  options: InstallationOptions = {},
): SandboxInstallation {
  const account = context.state.account(login);
  if (account === null) throw new Error(`No account ${login}`);
  const app = findApp(context, options.app);
  const chosen = options.repositories?.map((name) => findRepository(context, `${login}/${name}`).id);
  const wanted = { app, account, repositories: chosen ?? ("all" as const), permissions: options.permissions };
  return shown(context, install(context, wanted, humanOf(context)));
}

function addRepository(
  context: SandboxContext,
  installation: InstallationRecord,
  repository: RepositoryRecord,
): void {
  if (installation.repositories === "all" || installation.repositories.includes(repository.id)) return;
  selectRepositories(context, installation, [...installation.repositories, repository.id], humanOf(context));
}

function removeRepository(
  context: SandboxContext,
  installation: InstallationRecord,
  repository: RepositoryRecord,
): void {
  const ids = context.state.repositoriesOf(installation).map((it) => it.id);
  const rest = ids.filter((id) => id !== repository.id);
  selectRepositories(context, installation, rest, humanOf(context));
}

function findRepository(context: SandboxContext, fullName: string): RepositoryRecord {
  const [owner = "", name = ""] = fullName.split("/");
  const repository = context.state.repositoryNamed(owner, name);
  if (repository === null) throw new Error(`No repository ${fullName}`);
  return repository;
}

function shown(context: SandboxContext, record: InstallationRecord): SandboxInstallation {
  const account = context.state.owner(record.accountId);
  return {
    id: record.id,
    account,
    permissions: record.permissions,
    suspended: record.suspendedAt !== null,
    repositories: record.repositories,
  };
}
