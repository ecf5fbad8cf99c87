/**
 * What the App is installed on: hosts, workspaces, installations and their repositories, keyed by GitHub's ids. A renamed
 * account only changes its slug; a reinstallation resumes its workspace; a new owner of a repository inherits nothing.
 */
import type { InstallationRecord, RepositoryRecord } from "../core/sync/github-port.ts";
import { recordActivity } from "./activity.ts";
import { moveFollowers } from "./default-branch.ts";
import type { InstallationsTable } from "./schema.ts";
import type { Reader, Tx } from "./store.ts";
import { type Mark, markDirty } from "./units.ts";

export async function ensureHost(tx: Tx, hostname: string, isFirst: boolean): Promise<number> {
  const row = await tx.query
    .insertInto("hosts")
    .values({ hostname, isFirst: isFirst ? 1 : 0, blockedReason: null })
    .onConflict((conflict) => conflict.column("hostname").doUpdateSet({ isFirst: isFirst ? 1 : 0 }))
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

export interface InstallationKey {
  readonly id: number;
  readonly hostId: number;
  readonly hostname: string;
  readonly installationId: number;
  readonly workspaceId: number | null;
  readonly state: InstallationsTable["state"];
}

export function findInstallation(reader: Reader, id: number): Promise<InstallationKey> {
  return installations(reader).where("installations.id", "=", id).executeTakeFirstOrThrow();
}

export function listInstallations(reader: Reader, hostId: number): Promise<InstallationKey[]> {
  return installations(reader).where("installations.hostId", "=", hostId).execute();
}

function installations(reader: Reader) {
  return reader
    .selectFrom("installations")
    .innerJoin("hosts", "hosts.id", "installations.hostId")
    .select([
      "installations.id",
      "installations.hostId",
      "hosts.hostname",
      "installations.installationId",
      "installations.workspaceId",
      "installations.state",
    ]);
}

/** The row of an installation that GitHub lists; made, without a workspace until it is read by its id, where it is new. */
export async function ensureInstallation(
  tx: Tx,
  hostId: number,
  record: InstallationRecord,
  now: number,
): Promise<number> {
  const known = await tx.query
    .selectFrom("installations")
    .select(["id", "state", "permissions"])
    .where("hostId", "=", hostId)
    .where("installationId", "=", record.installationId)
    .executeTakeFirst();
  if (known !== undefined) return known.id;
  const { id } = await tx.query
    .insertInto("installations")
    .values({
      hostId,
      installationId: record.installationId,
      workspaceId: null,
      state: "active",
      blockedReason: null,
      createdAt: now,
      waitingSince: null,
      leaseOwner: null,
      leaseUntil: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

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

async function ensureWorkspace(
  tx: Tx,
  hostId: number,
  { account }: InstallationRecord,
  now: number,
): Promise<number> {
  const host = await tx.query
    .selectFrom("hosts")
    .select(["hostname", "isFirst"])
    .where("id", "=", hostId)
    .executeTakeFirstOrThrow();
  const login = account.login.toLowerCase();
  const slug = host.isFirst === 1 ? login : `${login}@${host.hostname}`;
  await freeSlug(tx, slug, { hostId, accountId: account.id });
  const values = { accountLogin: account.login, accountType: account.type, slug };
  const row = await tx.query
    .insertInto("workspaces")
    .values({ hostId, accountId: account.id, createdAt: now, ...values })
    .onConflict((conflict) => conflict.columns(["hostId", "accountId"]).doUpdateSet(values))
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** A login that another account has given up: that one's workspace keeps its content under a slug of its own. */
async function freeSlug(
  tx: Tx,
  slug: string,
  account: { readonly hostId: number; readonly accountId: number },
): Promise<void> {
  const holder = await tx.query
    .selectFrom("workspaces")
    .select(["id", "hostId", "accountId"])
    .where("slug", "=", slug)
    .executeTakeFirst();
  if (holder === undefined) return;
  if (holder.hostId === account.hostId && holder.accountId === account.accountId) return;
  await tx.query
    .updateTable("workspaces")
    .set({ slug: `${slug}~${holder.accountId}` })
    .where("id", "=", holder.id)
    .execute();
}

type InWorkspace = InstallationKey & { readonly workspaceId: number };

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
  const listed = new Set(records.map((record) => record.repositoryId));
  for (const repository of known) {
    if (!listed.has(repository.repositoryId)) await applyInaccessible(tx, repository.id, now);
  }
}

/** What the repository is now; links that follow its default branch move with it. */
export async function applyRepository(
  tx: Tx,
  installation: InWorkspace,
  record: RepositoryRecord,
  now: number,
): Promise<void> {
  const before = await tx.query
    .selectFrom("repositories")
    .select(["id", "isAccessible", "isArchived", "defaultBranch", "installation"])
    .where("hostId", "=", installation.hostId)
    .where("repositoryId", "=", record.repositoryId)
    .where("workspaceId", "=", installation.workspaceId)
    .executeTakeFirst();
  const values = { ...rowOf(record), installation: installation.id, isAccessible: 1 } as const;
  if (before === undefined) {
    const { hostId, workspaceId } = installation;
    const keys = { hostId, workspaceId, repositoryId: record.repositoryId };
    const idle = { waitingSince: null, leaseOwner: null, leaseUntil: null };
    await tx.query
      .insertInto("repositories")
      .values({ ...keys, ...values, ...idle })
      .execute();
    return;
  }
  await tx.query.updateTable("repositories").set(values).where("id", "=", before.id).execute();
  if (before.defaultBranch !== record.defaultBranch)
    await moveFollowers(tx, before.id, record.defaultBranch, now);
  const isBack = before.isAccessible === 0 || before.installation !== installation.id;
  if (isBack || before.isArchived !== values.isArchived)
    await markLanesOf(tx, "repositories.id", before.id, now);
}

function rowOf({ isPrivate, isArchived, ...names }: RepositoryRecord) {
  return { ...names, isPrivate: isPrivate ? 1 : 0, isArchived: isArchived ? 1 : 0 } as const;
}

/** The installation no longer sees it, or it has a new owner: kept for its links, never read or written. */
export async function applyInaccessible(tx: Tx, repository: number, now: number): Promise<void> {
  await tx.query.updateTable("repositories").set({ isAccessible: 0 }).where("id", "=", repository).execute();
  await markLanesOf(tx, "repositories.id", repository, now);
}

async function markLanesOf(
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
