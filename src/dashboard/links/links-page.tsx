import { useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { GitHubTile } from "../integrations/github-tile.tsx";
import { Page } from "../shell/page.tsx";
import { LinkFilters } from "./link-filters.tsx";
import { LinkList } from "./link-list.tsx";

export function LinksPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const { after, ...filter } = useSearch({ from: "/workspaces/$workspace/integrations" });
  return (
    <Page
      title="Integrations"
      about="Every document that is kept in step with a file on GitHub, and how it stands."
      isWide
    >
      <GitHubTile workspace={workspace} />
      <LinkFilters search={filter} />
      <LinkList workspace={workspace} filter={filter} after={after} />
    </Page>
  );
}
