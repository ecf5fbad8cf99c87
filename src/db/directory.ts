/**
 * What the App is installed on: hosts, workspaces, installations and their repositories, keyed by GitHub's ids. A renamed
 * account only changes its slug; a reinstallation resumes its workspace; a new owner of a repository inherits nothing.
 */
import type { InstallationRecord, RepositoryRecord } from "../core/sync/github-port.ts";
import { recordActivity } from "./activity.ts";
import { lookAtNewConfigs } from "./config-sweep.ts";
import type { InstallationKey } from "./installations.ts";
import { applyInaccessible, applyRepository, type InWorkspace, markLanesOf } from "./repository-row.ts";
import type { Tx } from "./store.ts";
import { type Mark, markDirty } from "./units.ts";
import { ensureWorkspace } from "./workspaces.ts";

/** What the installation is now. `repositories` is null where GitHub does not say: suspended. */
export async function applyInstallation(
  tx: Tx,
  installation: InstallationKey,
  read: { readonly record: InstallationRecord; readonly repositories: readonly RepositoryRecord[] | null },
  now: number,
): Promise<void> {
  const { record, repositories } = read;
  const workspaceId = await ensureWorkspace(tx, installation.hostId, record, now);
  const state = record.suspended ? "suspended" : "active";
  const before = await tx.query
    .selectFrom("installations")
    .select(["state", "permissions"])
    .where("id", "=", installation.id)
    .executeTakeFirstOrThrow();
  const permissions = JSON.stringify(record.permissions);
  await tx.query
    .updateTable("installations")
    .set({ workspaceId, state, permissions })
    .where("id", "=", installation.id)
    .execute();
  if (repositories !== null) {
    await applyRepositories(tx, { ...installation, workspaceId }, repositories, now);
    await takeOverUnseen(tx, { ...installation, workspaceId }, now);
  }
  if (before.state === state && before.permissions === permissions) return;
  await markLanesOf(tx, "repositories.installation", installation.id, now);
  if (before.state !== state) await tellInstallation(tx, workspaceId, state, now);
}

/** GitHub does not know the installation any more. Everything is kept; its links say why they rest. */
export async function applyUninstalled(tx: Tx, installation: InstallationKey, now: number): Promise<void> {
  if (installation.state === "uninstalled") return;
  await tx.query
    .updateTable("installations")
    .set({ state: "uninstalled" })
    .where("id", "=", installation.id)
    .execute();
  await markLanesOf(tx, "repositories.installation", installation.id, now);
  if (installation.workspaceId === null) return;
  await markSuccessors(tx, installation.workspaceId, now);
  await tellInstallation(tx, installation.workspaceId, "uninstalled", now);
}

/** Where the App is installed anew already, that installation says which of the repositories it sees. */
async function markSuccessors(tx: Tx, workspaceId: number, now: number): Promise<void> {
  const successors = await tx.query
    .selectFrom("installations")
    .select("id")
    .where("workspaceId", "=", workspaceId)
    .where("state", "<>", "uninstalled")
    .execute();
  const marks = successors.map(({ id }): Mark => ({ unit: "installations", id }));
  await markDirty(tx, marks, now);
}

function tellInstallation(tx: Tx, workspaceId: number, state: string, at: number): Promise<void> {
  return recordActivity(tx, { workspaceId, at, type: "installation.changed", data: { state } });
}

/** Of an earlier installation, and not chosen for this one: they cannot be seen, which is another thing than no App. */
async function takeOverUnseen(tx: Tx, { id, workspaceId }: InWorkspace, now: number): Promise<void> {
  const left = await tx.query
    .selectFrom("repositories")
    .innerJoin("installations", "installations.id", "repositories.installation")
    .select("repositories.id")
    .where("repositories.workspaceId", "=", workspaceId)
    .where("installations.state", "=", "uninstalled")
    .execute();
  for (const repository of left) {
    await tx.query
      .updateTable("repositories")
      .set({ installation: id })
      .where("id", "=", repository.id)
      .execute();
    await applyInaccessible(tx, repository.id, now);
  }
}

async function applyRepositories(
  tx: Tx,
  installation: InWorkspace,
  records: readonly RepositoryRecord[],
  now: number,
): Promise<void> {
  const known = await tx.query
    .selectFrom("repositories")
    .select(["id", "repositoryId"])
    .where("installation", "=", installation.id)
    .where("isAccessible", "=", 1)
    .execute();
  for (const record of records) await applyRepository(tx, installation, record, now);
  await lookAtNewConfigs(tx, installation.id, now);
  const listed = new Set(records.map((record) => record.repositoryId));
  for (const repository of known) {
    if (!listed.has(repository.repositoryId)) await applyInaccessible(tx, repository.id, now);
  }
}
