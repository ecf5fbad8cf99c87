/** A repository as its config file's run needs it. */
import type { RepositoryAddress } from "../core/sync/github-port.ts";
import { ADDRESS_COLUMNS } from "./repository-address.ts";
import type { Reader } from "./store.ts";

export interface ConfigRepository {
  /** Row ids. */
  readonly id: number;
  readonly workspaceId: number;
  /** Of the default branch; null: it has none. */
  readonly lane: number | null;
  readonly address: RepositoryAddress;
  readonly defaultBranch: string;
  readonly mayReport: boolean;
}

/** Null where the installation does not see it. */
export async function configRepository(reader: Reader, id: number): Promise<ConfigRepository | null> {
  const row = await reader
    .selectFrom("repositories")
    .innerJoin("installations", "installations.id", "repositories.installation")
    .innerJoin("hosts", "hosts.id", "installations.hostId")
    .leftJoin("lanes", (join) =>
      join
        .onRef("lanes.repository", "=", "repositories.id")
        .onRef("lanes.branch", "=", "repositories.defaultBranch"),
    )
    .select([
      ...ADDRESS_COLUMNS,
      "repositories.workspaceId",
      "repositories.defaultBranch",
      "installations.permissions",
      "lanes.id as lane",
    ])
    .where("repositories.id", "=", id)
    .where("repositories.isAccessible", "=", 1)
    .where("installations.state", "=", "active")
    .executeTakeFirst();
  if (row === undefined) return null;
  const { workspaceId, defaultBranch, lane, permissions, ...address } = row;
  return { id, workspaceId, lane, address, defaultBranch, mayReport: mayReport(permissions) };
}

/** Permissions are what GitHub last told: a JSON object. */
function mayReport(permissions: string): boolean {
  const granted: unknown = JSON.parse(permissions);
  return typeof granted === "object" && granted !== null && Reflect.get(granted, "checks") === "write";
}
