/** A repository by its row, for the engine. */
import type { Reader } from "./store.ts";

export interface RepositoryRow {
  readonly id: number;
  readonly workspaceId: number;
  /** Row id. */
  readonly installation: number;
  readonly repositoryId: number;
  readonly ownerId: number;
}

export function findRepositoryRow(reader: Reader, id: number): Promise<RepositoryRow> {
  return reader
    .selectFrom("repositories")
    .select(["id", "workspaceId", "installation", "repositoryId", "ownerId"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
}
