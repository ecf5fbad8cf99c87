/** Installations and repositories, re-read by id: names, access, default branch, whether the App is suspended. */
import { applyInstallation, applyUninstalled } from "../db/directory.ts";
import { findInstallation, type InstallationKey } from "../db/installations.ts";
import {
  applyInaccessible,
  applyRepository,
  findRepositoryRow,
  type RepositoryRow,
} from "../db/repository-row.ts";
import type { UnitLease } from "../db/unit-claim.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import type { RepositoryRecord } from "../core/sync/github-port.ts";
import type { LaneDependencies } from "./dependencies.ts";
import { reconcileConfig } from "./reconcile-config.ts";

/** @returns when it is to run again; null: it is done */
export async function reconcileInstallation(
  deps: LaneDependencies,
  { id }: Pick<UnitLease, "id">,
): Promise<number | null> {
  await readInstallation(deps, id);
  return null;
}

async function readInstallation(deps: LaneDependencies, id: number): Promise<void> {
  const { store, github, clock } = deps;
  const installation = await findInstallation(store.read, id);
  const record = await github.installation(installation.hostname, installation.installationId);
  if (record === null) {
    await store.write((tx) => applyUninstalled(tx, installation, clock.now()));
    return;
  }
  const repositories = record.suspended ? null : await readRepositories(deps, installation);
  await store.write((tx) => applyInstallation(tx, installation, { record, repositories }, clock.now()));
}

/** Null where the App was suspended between the two requests. */
async function readRepositories(
  { github }: LaneDependencies,
  { hostname, installationId }: InstallationKey,
): Promise<readonly RepositoryRecord[] | null> {
  try {
    return await github.installationRepositories(hostname, installationId);
  } catch (error) {
    if (error instanceof GitHubFailure && error.failure.kind === "app_suspended") return null;
    throw error;
  }
}

/** @returns when it is to run again; null: it is done */
export async function reconcileRepository(
  deps: LaneDependencies,
  { id, attempts }: Pick<UnitLease, "id" | "attempts">,
): Promise<number | null> {
  const row = await findRepositoryRow(deps.store.read, id);
  const installation = await findInstallation(deps.store.read, row.installation);
  if (installation.state !== "active") return null;
  if (row.isToBeRead) await readRepository(deps, row, installation);
  return reconcileConfig(deps, id, attempts);
}

async function readRepository(
  { store, github, clock }: LaneDependencies,
  row: RepositoryRow,
  installation: InstallationKey,
): Promise<void> {
  const record = await github.repository(
    installation.hostname,
    installation.installationId,
    row.repositoryId,
  );
  const { id, workspaceId, ownerId } = row;
  await store.write((tx) =>
    record === null || record.ownerId !== ownerId
      ? applyInaccessible(tx, id, clock.now())
      : applyRepository(tx, { ...installation, workspaceId }, record, clock.now()),
  );
}
