/** What happened in a workspace, newest first, with the names that people know. */
import type { Reader } from "./store.ts";

export interface ActivityRecord {
  readonly id: number;
  readonly at: number;
  readonly type: string;
  readonly actor: string | null;
  readonly link: number | null;
  readonly data: string;
  readonly apiSlug: string | null;
  readonly versionName: string | null;
  readonly collectionUid: string | null;
}

/** @param page `before`: only ids below; null for the first page */
export function listActivity(
  reader: Reader,
  workspaceId: number,
  page: { readonly before: number | null; readonly limit: number },
): Promise<ActivityRecord[]> {
  let query = reader
    .selectFrom("activity")
    .leftJoin("versions", "versions.document", "activity.document")
    .leftJoin("apis", "apis.id", "versions.api")
    .leftJoin("collections", "collections.document", "activity.document")
    .select([
      "activity.id",
      "activity.at",
      "activity.type",
      "activity.actor",
      "activity.link",
      "activity.data",
      "apis.slug as apiSlug",
      "versions.name as versionName",
      "collections.uid as collectionUid",
    ])
    .where("activity.workspaceId", "=", workspaceId);
  if (page.before !== null) query = query.where("activity.id", "<", page.before);
  return query.orderBy("activity.id", "desc").limit(page.limit).execute();
}
