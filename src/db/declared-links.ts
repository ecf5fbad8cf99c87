/** Links that a repository's config file declares. */
import { amongIds } from "./reach.ts";
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

/** Whether a link of one of the documents is a file's; a claim that waits for an admin holds nothing. */
export async function declaredAmong(reader: Reader, documents: readonly number[]): Promise<boolean> {
  const row = await reader
    .selectFrom("links")
    .select("id")
    .where(amongIds("links.document", new Set(documents)))
    .where("owner", "=", "file")
    .where("state", "<>", "awaiting_approval")
    .executeTakeFirst();
  return row !== undefined;
}

/** Of the versions that are there. */
export async function documentsOfApi(reader: Reader, api: number): Promise<readonly number[]> {
  const rows = await reader
    .selectFrom("versions")
    .select("document")
    .where("api", "=", api)
    .where("deletedAt", "is", null)
    .execute();
  return rows.map(({ document }) => document);
}
