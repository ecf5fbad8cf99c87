import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { activityExportUrl } from "../api/activity.ts";
import { workspaceQuery } from "../api/workspaces.ts";
import { Page } from "../shell/page.tsx";
import { ActivityFilters } from "./activity-filters.tsx";
import { ActivityFeed } from "./activity-feed.tsx";
import { ExportLink } from "./export-link.tsx";
import { filterOf } from "./activity-search.ts";

export function ActivityPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const search = useSearch({ from: "/workspaces/$workspace/activity" });
  const { data: self } = useQuery(workspaceQuery(workspace));
  const filter = filterOf(search);
  return (
    <Page
      title="Activity"
      about="What happened to the documents that you may read: who did it, when, and with what."
      actions={
        self !== undefined && (
          <ExportLink isAdmin={self.rights.admin} url={activityExportUrl(workspace, filter)} />
        )
      }
    >
      <ActivityFilters workspace={workspace} search={search} />
      <ActivityFeed key={JSON.stringify(filter)} workspace={workspace} filter={filter} />
    </Page>
  );
}
