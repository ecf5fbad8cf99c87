import { queryOptions } from "@tanstack/react-query";
import type { Diagnosis } from "./contract.ts";
import { pathOf, queryOf, requestJson } from "./request.ts";

/** GitHub is asked a dozen things each time: only when somebody wants it, never because something happened. */
const ON_DEMAND = {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
  refetchOnReconnect: false,
} as const;

export function linkDiagnosisQuery(workspace: string, link: string) {
  return queryOptions({
    queryKey: ["diagnosis", workspace, "link", link],
    queryFn: ({ signal }) =>
      requestJson<Diagnosis>(pathOf(workspace, "links", link, "diagnosis"), { signal }),
    ...ON_DEMAND,
  });
}

/** @param repository a name, or `owner/name`; @param branch empty: the default one */
export function repositoryDiagnosisQuery(workspace: string, repository: string, branch: string) {
  return queryOptions({
    queryKey: ["diagnosis", workspace, "repository", repository, branch],
    queryFn: ({ signal }) => {
      const path = pathOf(workspace, "repositories", repository, "diagnosis");
      return requestJson<Diagnosis>(`${path}${queryOf({ branch })}`, { signal });
    },
    ...ON_DEMAND,
  });
}
