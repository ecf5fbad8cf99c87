import { queryOptions } from "@tanstack/react-query";
import type { RepositoryConfig } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, queryOf, request, requestJson } from "./request.ts";

/** Of a run that is tried again nothing tells when it went well. */
const FAILED_MS = 15_000;

/** @param repository a name, or `owner/name` */
export function repositoryConfigQuery(workspace: string, repository: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "config", repository),
    queryFn: ({ signal }) =>
      requestJson<RepositoryConfig>(pathOf(workspace, "repositories", repository, "config"), { signal }),
    refetchInterval: ({ state: { data } }) =>
      data === undefined || data.failed === null ? false : FAILED_MS,
  });
}

/** The repository's links as a config file. */
export function configExportQuery(exported: ConfigExport) {
  const { workspace, repository, links = "" } = exported;
  return queryOptions({
    queryKey: keyIn(workspace, "config-export", repository, links),
    queryFn: async ({ signal }) => (await request(exportPath(exported), { signal })).text(),
  });
}

export function configExportUrl(exported: ConfigExport): string {
  return `/api/v1${exportPath(exported)}`;
}

export interface ConfigExport {
  readonly workspace: string;
  readonly repository: string;
  /** Ids, joined by commas; left out: all of the repository. */
  readonly links?: string | undefined;
}

function exportPath({ workspace, repository, links }: ConfigExport): string {
  const path = pathOf(workspace, "repositories", repository, "config", "export");
  return links === undefined ? path : `${path}${queryOf({ links })}`;
}
