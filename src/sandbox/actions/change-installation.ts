/** What a person does to an App's installations; the App hears of all of it. */
import type { SandboxContext } from "../context.ts";
import type { AppRecord } from "../records.ts";
import type { ShownAccount } from "../shapes/account-shape.ts";
import type { Account, InstallationRecord, RepositoryRecord } from "../state.ts";
import { announceInstallation, announceSelection } from "../webhooks/announce-account.ts";

export interface NewInstallation {
  readonly app: AppRecord;
  readonly account: Account;
  readonly repositories: InstallationRecord["repositories"];
  readonly permissions?: Readonly<Record<string, string>> | undefined;
}

/** @throws Error where the account has it already */
export function install(
  context: SandboxContext,
  { app, account, repositories, permissions }: NewInstallation,
  sender: ShownAccount,
): InstallationRecord {
  const { state } = context;
  if (findInstallation(context, app, account) !== null)
    throw new Error(`${app.slug} is installed on ${account.login} already`);
  const installation: InstallationRecord = {
    id: state.takeId() + 40_000_000,
    appId: app.id,
    accountId: account.id,
    repositories,
    permissions: { ...(permissions ?? app.permissions) },
    suspendedAt: null,
    createdAt: context.now(),
  };
  state.data.installations.push(installation);
  state.save();
  announceInstallation(context, installation, { action: "created", sender });
  return installation;
}

export function findInstallation(
  { state }: SandboxContext,
  app: AppRecord,
  account: Account,
): InstallationRecord | null {
  return state.data.installations.find((it) => it.appId === app.id && it.accountId === account.id) ?? null;
}

export function setSuspended(
  context: SandboxContext,
  installation: InstallationRecord,
  isSuspended: boolean,
  sender: ShownAccount,
): void {
  installation.suspendedAt = isSuspended ? context.now() : null;
  context.state.save();
  announceInstallation(context, installation, { action: isSuspended ? "suspend" : "unsuspend", sender });
}

export function uninstall(
  context: SandboxContext,
  installation: InstallationRecord,
  sender: ShownAccount,
): void {
  announceInstallation(context, installation, { action: "deleted", sender });
  const { data } = context.state;
  data.installations = data.installations.filter((it) => it !== installation);
  context.state.save();
  context.tokens.revokeAll(installation.id);
}

/** What came and what went is announced each by itself. */
export function selectRepositories(
  context: SandboxContext,
  installation: InstallationRecord,
  selection: InstallationRecord["repositories"],
  sender: ShownAccount,
): void {
  const before = context.state.repositoriesOf(installation);
  installation.repositories = selection;
  context.state.save();
  const after = context.state.repositoriesOf(installation);
  const tell = (action: "added" | "removed", repositories: readonly RepositoryRecord[]): void => {
    if (repositories.length > 0) announceSelection(context, installation, { action, repositories, sender });
  };
  tell(
    "added",
    after.filter((it) => !before.includes(it)),
  );
  tell(
    "removed",
    before.filter((it) => !after.includes(it)),
  );
}
