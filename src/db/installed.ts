/** What an installation brought, as far as it was read: shown right after somebody installed the App. */
import type { InstallationsTable, WorkspacesTable } from "./schema.ts";
import type { Reader } from "./store.ts";

export interface Installed {
  readonly state: InstallationsTable["state"];
  /** False: GitHub is still being asked for its repositories. */
  readonly isRead: boolean;
  /** Null until it was read once. */
  readonly workspace: {
    readonly slug: string;
    readonly login: string;
    readonly type: WorkspacesTable["accountType"];
  } | null;
  readonly repositories: readonly {
    /** Row id. */
    readonly id: number;
    readonly fullName: string;
    readonly isPrivate: boolean;
  }[];
}

/** @param installationId GitHub's */
export async function findInstalled(
  reader: Reader,
  hostId: number,
  installationId: number,
): Promise<Installed | null> {
  const row = await reader
    .selectFrom("installations")
    .leftJoin("workspaces", "workspaces.id", "installations.workspaceId")
    .select([
      "installations.id",
      "installations.state",
      "installations.dirty",
      "installations.clean",
      "workspaces.slug",
      "workspaces.accountLogin",
      "workspaces.accountType",
    ])
    .where("installations.hostId", "=", hostId)
    .where("installations.installationId", "=", installationId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { state, slug, accountLogin: login, accountType: type } = row;
  const workspace = slug === null || login === null || type === null ? null : { slug, login, type };
  const repositories = await reader
    .selectFrom("repositories")
    .select(["id", "owner", "name", "isPrivate"])
    .where("installation", "=", row.id)
    .where("isAccessible", "=", 1)
    .orderBy("name")
    .orderBy("id")
    .execute();
  return {
    state,
    isRead: workspace !== null && row.dirty === row.clean,
    workspace,
    repositories: repositories.map(({ id, owner, name, isPrivate }) => ({
      id,
      fullName: `${owner}/${name}`,
      isPrivate: isPrivate === 1,
    })),
  };
}

/** The slug of the workspace that the host began with; null where none is there. */
export async function oldestWorkspace(reader: Reader, hostId: number): Promise<string | null> {
  const row = await reader
    .selectFrom("workspaces")
    .select("slug")
    .where("hostId", "=", hostId)
    .orderBy("id")
    .executeTakeFirst();
  return row?.slug ?? null;
}
