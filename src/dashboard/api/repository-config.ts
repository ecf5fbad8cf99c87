import { queryOptions } from "@tanstack/react-query";
import type { RepositoryConfig } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, request, requestJson } from "./request.ts";

/** @param repository a name, or `owner/name` */
export function repositoryConfigQuery(workspace: string, repository: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "config", repository),
    queryFn: ({ signal }) =>
      requestJson<RepositoryConfig>(pathOf(workspace, "repositories", repository, "config"), { signal }),
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
