/** What was deleted in the last 30 days. */
import type { Api, Collection, Version } from "./contract.ts";
import { pagesQuery } from "./pages-query.ts";
import { pathOf, request } from "./request.ts";

const DELETED = { deleted: "true" };

export function deletedApisQuery(workspace: string) {
  return pagesQuery<Api>(workspace, ["apis"], DELETED);
}

export function deletedVersionsQuery(workspace: string, api: string) {
  return pagesQuery<Version>(workspace, ["apis", api, "versions"], DELETED);
}

export function deletedCollectionsQuery(workspace: string) {
  return pagesQuery<Collection>(workspace, ["collections"], DELETED);
}

/** @param document below the workspace, such as `["collections", id]` @throws Problem `exists` where its place is taken */
export async function restoreDeleted(workspace: string, document: readonly string[]): Promise<void> {
  await request(pathOf(workspace, ...document, "restore"), { method: "POST" });
}
