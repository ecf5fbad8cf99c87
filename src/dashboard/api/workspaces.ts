import { queryOptions } from "@tanstack/react-query";
import type { Me, Page, Workspace, WorkspaceWithRights } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, requestJson } from "./request.ts";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => requestJson<Me>("/me", { signal }),
  staleTime: 300_000,
});

export const workspacesQuery = queryOptions({
  queryKey: ["workspaces"],
  queryFn: ({ signal }) => requestJson<Page<Workspace>>("/workspaces?limit=200", { signal }),
});

export function workspaceQuery(workspace: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "self"),
    queryFn: ({ signal }) => requestJson<WorkspaceWithRights>(pathOf(workspace), { signal }),
  });
}
