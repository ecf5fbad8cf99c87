/** Links that a repository's config file declares. */
import type { Reader } from "./store.ts";

export async function countDeclaredLinks(
  reader: Reader,
  repository: number,
): Promise<{ readonly links: number; readonly awaiting: number }> {
  const rows = await reader
    .selectFrom("links")
    .select("state")
    .where("repository", "=", repository)
    .where("owner", "=", "file")
    .execute();
  const awaiting = rows.filter(({ state }) => state === "awaiting_approval").length;
  return { links: rows.length, awaiting };
}
