/** Row ids of a workspace's repositories by GitHub's ids. */
import type { Reader } from "./store.ts";

/** Also of those that the installation no longer sees: links may stand on them. */
export async function repositoryIds(
  reader: Reader,
  workspaceId: number,
): Promise<ReadonlyMap<number, number>> {
  const rows = await reader
    .selectFrom("repositories")
    .select(["id", "repositoryId"])
    .where("workspaceId", "=", workspaceId)
    .execute();
  return new Map(rows.map(({ id, repositoryId }) => [repositoryId, id]));
}

/** Raised by every repository that is new to the workspace; 0: it has none. */
export async function newestRepository(reader: Reader, workspaceId: number): Promise<number> {
  const { newest } = await reader
    .selectFrom("repositories")
    .select((select) => select.fn.max("id").as("newest"))
    .where("workspaceId", "=", workspaceId)
    .executeTakeFirstOrThrow();
  return newest ?? 0;
}
