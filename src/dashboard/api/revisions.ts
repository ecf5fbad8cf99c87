import { queryOptions } from "@tanstack/react-query";
import type { Page, Revision } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pagesQuery } from "./pages-query.ts";
import { pathOf, queryOf, requestJson } from "./request.ts";

/** Below the workspace: where a document is, such as `["collections", id]`. */
export type DocumentPath = readonly string[];

export function isCollection([kind]: DocumentPath): boolean {
  return kind === "collections";
}

export function revisionsQuery(workspace: string, document: DocumentPath, isOnlyValid: boolean) {
  return pagesQuery<Revision>(workspace, [...document, "revisions"], isOnlyValid ? { valid: "true" } : {});
}

/** The newest 200, to choose from. */
export function newestRevisionsQuery(workspace: string, document: DocumentPath) {
  return queryOptions({
    queryKey: keyIn(workspace, "newest-revisions", document),
    queryFn: async ({ signal }): Promise<readonly Revision[]> => {
      const path = `${pathOf(workspace, ...document, "revisions")}${queryOf({ limit: 200 })}`;
      return (await requestJson<Page<Revision>>(path, { signal })).items;
    },
  });
}
