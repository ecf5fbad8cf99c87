import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { LinkAgreement } from "../approvals/link-agreement.tsx";
import { linkQuery } from "../api/links.ts";
import { useDocumentName } from "../documents/use-document-name.ts";
import { PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { OnlyRead } from "../states/only-read.tsx";
import { LinkActions } from "./link-actions.tsx";
import { LinkFacts } from "./link-facts.tsx";
import { LinkStanding } from "./link-standing.tsx";
import classes from "./links.module.css";

export function LinkPage(): ReactElement {
  const { workspace, link: id } = useParams({ from: "/workspaces/$workspace/integrations/$link" });
  const query = useQuery(linkQuery(workspace, id));
  const link = query.data;
  const name = useDocumentName(workspace, link?.document);
  return (
    <Page
      title={name ?? "Integration"}
      above={
        <PageLink to="/workspaces/$workspace/integrations" params={{ workspace }}>
          Integrations
        </PageLink>
      }
      actions={link === undefined ? undefined : <LinkActions workspace={workspace} link={link} />}
    >
      <Loaded query={query}>
        {(loaded) =>
          name === undefined ? (
            <SkeletonRows rows={5} />
          ) : (
            <div className={classes.stack}>
              <OnlyRead of={loaded} />
              <LinkStanding workspace={workspace} link={loaded} />
              <LinkAgreement workspace={workspace} link={loaded} />
              <LinkFacts workspace={workspace} link={loaded} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
