import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { ComparisonOfTwo } from "../history/comparison-of-two.tsx";
import { PageButton, PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";

const VERSION = "/workspaces/$workspace/apis/$api/versions/$version";
const COMPARE = `${VERSION}/history/compare`;

export function ComparePage(): ReactElement {
  const params = useParams({ from: COMPARE });
  const asked = useSearch({ from: COMPARE });
  const navigate = useNavigate({ from: COMPARE });
  const { workspace, api, version } = params;
  return (
    <Page
      isWide
      title={`What changed in ${api} ${version}`}
      above={
        <>
          <PageLink to={VERSION} params={params}>{`${api} ${version}`}</PageLink>
          {" / "}
          <PageLink to={`${VERSION}/history`} params={params}>
            History
          </PageLink>
        </>
      }
    >
      <ComparisonOfTwo
        workspace={workspace}
        document={["apis", api, "versions", version]}
        asked={asked}
        next={
          <PageButton to={VERSION} params={params}>
            Open its schema
          </PageButton>
        }
        onPair={(search) => void navigate({ search, replace: true })}
      />
    </Page>
  );
}
