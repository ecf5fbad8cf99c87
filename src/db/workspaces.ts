/** Workspaces: the accounts that the App is, or was, installed on. */
import type { InstallationRecord } from "../core/sync/github-port.ts";
import type { InstallationsTable, WorkspacesTable } from "./schema.ts";
import { amongIds } from "./reach.ts";
import type { Reader, Tx } from "./store.ts";

export interface Workspace {
  readonly id: number;
  readonly hostId: number;
  readonly hostname: string;
  readonly slug: string;
  readonly account: {
    readonly id: number;
    readonly login: string;
    readonly type: WorkspacesTable["accountType"];
  };
  /** The newest installation; null where none was seen yet. */
  readonly installation: { readonly id: number; readonly state: InstallationsTable["state"] } | null;
}

export async function findWorkspace(reader: Reader, slug: string): Promise<Workspace | null> {
  const row = await workspaces(reader).where("workspaces.slug", "=", slug).executeTakeFirst();
  return row === undefined ? null : toWorkspace(row);
}

/** @param id row id */
export async function slugOfWorkspace(reader: Reader, id: number): Promise<string> {
  const { slug } = await reader
    .selectFrom("workspaces")
    .select("slug")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return slug;
}

/** In the order of their slugs, from `after` on. @param visible row ids: others are left out */
export async function listWorkspaces(
  reader: Reader,
  visible: "all" | ReadonlySet<number>,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly Workspace[]> {
  let query = workspaces(reader)
    .where(amongIds("workspaces.id", visible))
    .orderBy("workspaces.slug")
    .limit(limit);
  if (after !== null) query = query.where("workspaces.slug", ">", after);
  return (await query.execute()).map(toWorkspace);
}

/** Fewer than the parameters that a statement of SQLite takes. */
const IDS_AT_ONCE = 500;

/**
 * Row ids of the workspaces whose newest installation is one of these, and active.
 * @param installationIds GitHub's
 */
export async function workspacesOfInstallations(
  reader: Reader,
  hostId: number,
  installationIds: ReadonlySet<number>,
): Promise<ReadonlySet<number>> {
  const asked = [...installationIds];
  const found = new Set<number>();
  for (let at = 0; at < asked.length; at += IDS_AT_ONCE) {
    const rows = await workspaces(reader)
      .where("workspaces.hostId", "=", hostId)
      .where("installations.state", "=", "active")
      .where("installations.installationId", "in", asked.slice(at, at + IDS_AT_ONCE))
      .execute();
    for (const { id } of rows) found.add(id);
  }
  return found;
}

function workspaces(reader: Reader) {
  return reader
    .selectFrom("workspaces")
    .innerJoin("hosts", "hosts.id", "workspaces.hostId")
    .leftJoin("installations", (join) =>
      join.on("installations.id", "=", (eb) =>
        eb
          .selectFrom("installations as newest")
          .select((s) => s.fn.max("newest.id").as("id"))
          .whereRef("newest.workspaceId", "=", "workspaces.id"),
      ),
    )
    .select([
      "workspaces.id",
      "workspaces.hostId",
      "workspaces.slug",
      "workspaces.accountId",
      "workspaces.accountLogin",
      "workspaces.accountType",
      "hosts.hostname",
      "installations.installationId",
      "installations.state",
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof workspaces>["execute"]>>[number];

function toWorkspace(row: Row): Workspace {
  const { id, hostId, hostname, slug, installationId, state } = row;
  return {
    id,
    hostId,
    hostname,
    slug,
    account: { id: row.accountId, login: row.accountLogin, type: row.accountType },
    installation: installationId === null || state === null ? null : { id: installationId, state },
  };
}

/** The workspace of the account, under its present login; made where there is none. @returns its row id */
export async function ensureWorkspace(
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
