import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { versionQuery } from "../api/apis.ts";
import type { Version } from "../api/contract.ts";
import { kindName } from "../apis/kind-name.ts";
import { PageButton, PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { Documentation } from "./documentation.tsx";

/** Holds the line: what is beneath it does not move when the words come. */
const NO_WORDS = "\u00a0";

const VERSION = "/workspaces/$workspace/apis/$api/versions/$version";

export function DocumentationPage(): ReactElement {
  const params = useParams({ from: `${VERSION}/docs` });
  const { workspace, api, version: name } = params;
  const version = useQuery(versionQuery(workspace, api, name));
  return (
    <Page
      title={`Documentation of ${api} ${name}`}
      above={<PageLink to={VERSION} params={params}>{`${api} ${name}`}</PageLink>}
      about={version.data === undefined ? NO_WORDS : aboutOf(version.data)}
      isWide
      actions={
        <PageButton to={VERSION} params={params}>
          Schema
        </PageButton>
      }
    >
      <Loaded query={version} skeleton={<SkeletonRows rows={1} height="60vh" />}>
        {({ kind, revision }) => (
          <Documentation
            key={`${workspace}/${api}/${name}`}
            address={params}
            kind={kind}
            revision={revision}
          />
        )}
      </Loaded>
    </Page>
  );
}

function aboutOf({ kind, revision }: Version): string {
  return revision === null ? "No schema yet" : kindName(kind);
}
