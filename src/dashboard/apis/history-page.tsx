import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { RevisionList } from "../history/revision-list.tsx";
import { PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";

const VERSION = "/workspaces/$workspace/apis/$api/versions/$version";

export function HistoryPage(): ReactElement {
  const params = useParams({ from: `${VERSION}/history` });
  const { workspace, api, version } = params;
  return (
    <Page
      title={`History of ${api} ${version}`}
      above={<PageLink to={VERSION} params={params}>{`${api} ${version}`}</PageLink>}
      about="Every text that it ever had, the newest first."
    >
      <RevisionList workspace={workspace} document={["apis", api, "versions", version]} />
    </Page>
  );
}
