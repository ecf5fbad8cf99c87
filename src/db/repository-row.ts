/**
 * A repository by its row, for the engine: what GitHub says that it is now. A new owner inherits nothing, and links that follow the
 * default branch move with it.
 */
import type { RepositoryRecord } from "../core/sync/github-port.ts";
import { moveFollowers } from "./default-branch.ts";
import type { InstallationKey } from "./installations.ts";
import { applyConfigAgain, lookAtConfig } from "./repository-configs.ts";
import type { Reader, Tx } from "./store.ts";
import { type Mark, markDirty, NOT_WAITING } from "./units.ts";

export interface RepositoryRow {
  readonly id: number;
  readonly workspaceId: number;
  /** Row id. */
  readonly installation: number;
  readonly repositoryId: number;
  readonly ownerId: number;
  /** Asked for since the last run: that GitHub is asked what the repository is now. */
  readonly isToBeRead: boolean;
}

export async function findRepositoryRow(reader: Reader, id: number): Promise<RepositoryRow> {
  const { look, clean, ...row } = await reader
    .selectFrom("repositories")
    .select(["id", "workspaceId", "installation", "repositoryId", "ownerId", "look", "clean"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return { ...row, isToBeRead: look > clean };
}

export type InWorkspace = InstallationKey & { readonly workspaceId: number };

/** What the repository is now; links that follow its default branch move with it. */
export async function applyRepository(
  tx: Tx,
  installation: InWorkspace,
  record: RepositoryRecord,
  now: number,
): Promise<void> {
  const before = await tx.query
    .selectFrom("repositories")
    .select(["id", "isAccessible", "isArchived", "isPrivate", "defaultBranch", "installation"])
    .where("hostId", "=", installation.hostId)
    .where("repositoryId", "=", record.repositoryId)
    .where("workspaceId", "=", installation.workspaceId)
    .executeTakeFirst();
  const values = { ...rowOf(record), installation: installation.id, isAccessible: 1 } as const;
  if (before === undefined) {
    const { hostId, workspaceId } = installation;
    const keys = { hostId, workspaceId, repositoryId: record.repositoryId };
    await tx.query
      .insertInto("repositories")
      .values({ ...keys, ...values, ...NOT_WAITING })
      .execute();
    return;
  }
  await tx.query.updateTable("repositories").set(values).where("id", "=", before.id).execute();
  if (before.defaultBranch !== record.defaultBranch)
    await moveFollowers(tx, before.id, record.defaultBranch, now);
  await followConfig(tx, before, record, now);
  const isBack = before.isAccessible === 0 || before.installation !== installation.id;
  if (isBack || before.isArchived !== values.isArchived)
    await markLanesOf(tx, "repositories.id", before.id, now);
}

/** Its config file stands on the default branch, and may bind less in a public repository. */
async function followConfig(
  tx: Tx,
  { id, isPrivate, defaultBranch }: { readonly id: number; isPrivate: 0 | 1; readonly defaultBranch: string },
  record: RepositoryRecord,
  now: number,
): Promise<void> {
  if (defaultBranch !== record.defaultBranch) await lookAtConfig(tx, id, { toldHead: null, now });
  if ((isPrivate === 1) !== record.isPrivate) await applyConfigAgain(tx, id, now);
}

function rowOf({ isPrivate, isArchived, ...names }: RepositoryRecord) {
  return { ...names, isPrivate: isPrivate ? 1 : 0, isArchived: isArchived ? 1 : 0 } as const;
}

/** The installation no longer sees it, or it has a new owner: kept for its links, never read or written. */
export async function applyInaccessible(tx: Tx, repository: number, now: number): Promise<void> {
  await tx.query.updateTable("repositories").set({ isAccessible: 0 }).where("id", "=", repository).execute();
  await markLanesOf(tx, "repositories.id", repository, now);
}

/** Marks the lanes of a repository, or of all repositories of an installation. */
export async function markLanesOf(
  tx: Tx,
  of: "repositories.id" | "repositories.installation",
  id: number,
  now: number,
): Promise<void> {
  const lanes = await tx.query
    .selectFrom("lanes")
    .innerJoin("repositories", "repositories.id", "lanes.repository")
    .select("lanes.id")
    .where(of, "=", id)
    .execute();
  const marks = lanes.map(({ id: lane }): Mark => ({ unit: "lanes", id: lane, look: true, head: null }));
  await markDirty(tx, marks, now);
}
