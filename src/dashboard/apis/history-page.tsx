import { Checkbox, FormControl } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { isBundled } from "../../core/schema/closure/is-bundled.ts";
import { versionQuery } from "../api/apis.ts";
import { RevisionList } from "../history/revision-list.tsx";
import { PageButton, PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { OnlyRead } from "../states/only-read.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import own from "./apis.module.css";

const VERSION = "/workspaces/$workspace/apis/$api/versions/$version";

export function HistoryPage(): ReactElement {
  const params = useParams({ from: `${VERSION}/history` });
  const { workspace, api, version } = params;
  const [isOnlyValid, setIsOnlyValid] = useState(false);
  const { data, isPending } = useQuery(versionQuery(workspace, api, version));
  return (
    <Page
      title={`History of ${api} ${version}`}
      above={<PageLink to={VERSION} params={params}>{`${api} ${version}`}</PageLink>}
      about="Every text that it ever had, the newest first."
    >
      <OnlyRead of={data} />
      <FormControl className={own.onlyValid ?? ""}>
        <Checkbox checked={isOnlyValid} onChange={({ target }) => setIsOnlyValid(target.checked)} />
        <FormControl.Label>Only those without errors</FormControl.Label>
      </FormControl>
      {isPending ? (
        <SkeletonRows rows={5} height="64px" />
      ) : (
        <RevisionList
          onlyValid={isOnlyValid && data?.revision ? { present: data.revision } : null}
          workspace={workspace}
          document={["apis", api, "versions", version]}
          mayWrite={data?.writable !== false}
          isBundled={isBundled(data?.kind ?? null)}
          next={
            <PageButton to={VERSION} params={params}>
              Write or connect its schema
            </PageButton>
          }
        />
      )}
    </Page>
  );
}
