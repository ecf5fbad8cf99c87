import { queryOptions } from "@tanstack/react-query";
import type { RepositoryConfig } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, request, requestJson } from "./request.ts";

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
export function configExportQuery(workspace: string, repository: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "config-export", repository),
    queryFn: async ({ signal }) =>
      (await request(pathOf(workspace, "repositories", repository, "config", "export"), { signal })).text(),
  });
}

export function configExportUrl(workspace: string, repository: string): string {
  return `/api/v1${pathOf(workspace, "repositories", repository, "config", "export")}`;
}
