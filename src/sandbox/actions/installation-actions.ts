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
import {
  announceInstallation,
  announceRenamedAccount,
  announceSelection,
} from "../webhooks/announce-account.ts";
import { findApp } from "./app-actions.ts";
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
    suspend: (id) => setSuspended(context, find(id), context.now()),
    unsuspend: (id) => setSuspended(context, find(id), null),
    uninstall: (id) => uninstall(context, find(id)),
    addRepository: (id, fullName) => addRepository(context, find(id), findRepository(context, fullName)),
    removeRepository: (id, fullName) =>
      removeRepository(context, find(id), findRepository(context, fullName)),
    setPermissions(id, permissions) {
      const installation = find(id);
      installation.permissions = { ...permissions };
      state.save();
      announceInstallation(context, installation, "new_permissions_accepted");
    },
  };
}

function createInstallation(
  context: SandboxContext,
  login: string,
  options: InstallationOptions = {},
): SandboxInstallation {
  const { state } = context;
  const account = state.account(login);
  if (account === null) throw new Error(`No account ${login}`);
  const app = findApp(context, options.app);
  const chosen = options.repositories?.map((name) => findRepository(context, `${login}/${name}`).id);
  const installation: InstallationRecord = {
    id: state.takeId() + 40_000_000,
    appId: app.id,
    accountId: account.id,
    repositories: chosen ?? "all",
    permissions: { ...(options.permissions ?? app.permissions) },
    suspendedAt: null,
    createdAt: context.now(),
  };
  state.data.installations.push(installation);
  state.save();
  announceInstallation(context, installation, "created");
  return shown(context, installation);
}

function setSuspended(context: SandboxContext, installation: InstallationRecord, at: number | null): void {
  installation.suspendedAt = at;
  context.state.save();
  announceInstallation(context, installation, at === null ? "unsuspend" : "suspend");
}

function uninstall(context: SandboxContext, installation: InstallationRecord): void {
  announceInstallation(context, installation, "deleted");
  const { data } = context.state;
  data.installations = data.installations.filter((it) => it !== installation);
  context.state.save();
  context.tokens.revokeAll(installation.id);
}

function addRepository(
  context: SandboxContext,
  installation: InstallationRecord,
  repository: RepositoryRecord,
): void {
  if (installation.repositories === "all" || installation.repositories.includes(repository.id)) return;
  installation.repositories.push(repository.id);
  context.state.save();
  announceSelection(context, installation, "added", [repository]);
}

function removeRepository(
  context: SandboxContext,
  installation: InstallationRecord,
  repository: RepositoryRecord,
): void {
  const ids = context.state.repositoriesOf(installation).map((it) => it.id);
  installation.repositories = ids.filter((id) => id !== repository.id);
  context.state.save();
  announceSelection(context, installation, "removed", [repository]);
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
