/** Workspaces: the accounts that the App is, or was, installed on. */
import type { InstallationsTable, WorkspacesTable } from "./schema.ts";
import type { Reader } from "./store.ts";

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

/** In the order of their slugs, from `after` on. */
export async function listWorkspaces(
  reader: Reader,
  after: string | null,
  limit: number,
): Promise<readonly Workspace[]> {
  let query = workspaces(reader).orderBy("workspaces.slug").limit(limit);
  if (after !== null) query = query.where("workspaces.slug", ">", after);
  return (await query.execute()).map(toWorkspace);
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
