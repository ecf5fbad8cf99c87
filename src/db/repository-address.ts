/** How a repository is asked for on GitHub. */
import type { RepositoryAddress } from "../core/sync/github-port.ts";

/** For a query that has joined `repositories`, `installations` and `hosts`. */
export const ADDRESS_COLUMNS = [
  "hosts.hostname",
  "installations.installationId",
  "repositories.repositoryId",
  "repositories.nodeId",
  "repositories.ownerId",
  "repositories.owner",
  "repositories.name",
] as const;

/** Without what else the row holds. */
export function addressOf(row: RepositoryAddress): RepositoryAddress {
  const { hostname, installationId, repositoryId, nodeId, ownerId, owner, name } = row;
  return { hostname, installationId, repositoryId, nodeId, ownerId, owner, name };
}
