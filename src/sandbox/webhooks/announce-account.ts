/** Webhooks about repositories and installations themselves. */
import type { SandboxContext } from "../context.ts";
import { accountShape, type ShownAccount } from "../shapes/account-shape.ts";
import { installationShape } from "../shapes/installation-shape.ts";
import { isoTime, listedRepositoryShape, repositoryShape } from "../shapes/repository-shape.ts";
import type { Account, InstallationRecord, RepositoryRecord } from "../state.ts";
import { aboutRepository } from "./announce-ref.ts";

export type RepositoryAction =
  | "created"
  | "renamed"
  | "transferred"
  | "archived"
  | "unarchived"
  | "edited"
  | "deleted"
  | "privatized"
  | "publicized";

/** Reaches only an installation that sees the repository: after a transfer, the new owner's. */
export function announceRepository(
  context: SandboxContext,
  repository: RepositoryRecord,
  action: RepositoryAction,
  changes?: Readonly<Record<string, unknown>>,
): void {
  for (const installation of context.state.installationsHearing(repository)) {
    const payload = {
      action,
      ...(changes === undefined ? {} : { changes }),
      repository: repositoryShape(context, repository),
      ...aboutRepository(context, repository, installation.id),
      sender: accountShape(context, humanOf(context)),
    };
    context.webhooks.announce(installation.appId, {
      event: "repository",
      payload,
      installationId: installation.id,
      repositoryId: repository.id,
    });
  }
}

export type InstallationAction = "created" | "deleted" | "suspend" | "unsuspend" | "new_permissions_accepted";

export interface InstallationChange {
  readonly action: InstallationAction;
  readonly sender: ShownAccount;
}

export function announceInstallation(
  context: SandboxContext,
  installation: InstallationRecord,
  { action, sender: person }: InstallationChange,
): void {
  const sender = accountShape(context, person);
  const suspension =
    installation.suspendedAt === null
      ? {}
      : { suspended_by: sender, suspended_at: isoTime(installation.suspendedAt) };
  send(context, installation, "installation", {
    action,
    installation: { ...installationShape(context, installation), ...suspension },
    repositories: context.state.repositoriesOf(installation).map((it) => listedRepositoryShape(context, it)),
    ...(action === "created" ? {} : { requester: null }),
    sender,
  });
}

export interface SelectionChange {
  readonly action: "added" | "removed";
  readonly repositories: readonly RepositoryRecord[];
  readonly sender: ShownAccount;
}

export function announceSelection(
  context: SandboxContext,
  installation: InstallationRecord,
  { action, repositories, sender }: SelectionChange,
): void {
  const listed = repositories.map((it) => listedRepositoryShape(context, it));
  send(context, installation, "installation_repositories", {
    action,
    installation: installationShape(context, installation),
    repository_selection: installation.repositories === "all" ? "all" : "selected",
    repositories_added: action === "added" ? listed : [],
    repositories_removed: action === "removed" ? listed : [],
    requester: null,
    sender: accountShape(context, sender),
  });
}

export function announceRenamedAccount(
  context: SandboxContext,
  installation: InstallationRecord,
  account: Account,
  before: string,
): void {
  const nodeId = Buffer.from(`${installation.id}`).toString("base64");
  send(context, installation, "installation_target", {
    action: "renamed",
    account: accountShape(context, account),
    changes: { login: { from: before } },
    target_type: account.type,
    installation: { id: installation.id, node_id: nodeId },
    sender: accountShape(context, humanOf(context)),
  });
}

/** The person who does what is done by hand in the sandbox. */
export function humanOf(context: SandboxContext): ShownAccount {
  const human = context.state.data.accounts.find((it) => it.type === "User");
  return human ?? { id: 1, login: "mona", type: "User" };
}

function send(
  context: SandboxContext,
  installation: InstallationRecord,
  event: string,
  payload: Readonly<Record<string, unknown>>,
): void {
  context.webhooks.announce(installation.appId, {
    event,
    payload,
    installationId: installation.id,
    repositoryId: null,
  });
}
