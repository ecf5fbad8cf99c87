import type { ReactElement } from "react";
import type { Activity } from "../api/contract.ts";
import { OutsideLink } from "../shell/outside-link.tsx";
import { PageLink } from "../shell/page-link.tsx";
import { meansOf, outsideOf } from "./activity-words.ts";

export interface ActivityFactsProps {
  readonly workspace: string;
  readonly item: Activity;
}

/** With what, from where, and the ways to what it is about. */
export function ActivityFacts({ workspace, item }: ActivityFactsProps): ReactElement {
  const { document, link, address, type } = item;
  const means = meansOf(item);
  const outside = outsideOf(item);
  const hasLink = link !== null && type !== "link.removed";
  return (
    <>
      {means !== null && <span>{means}</span>}
      {address !== null && <span>from {address}</span>}
      {document !== null && <DocumentWay workspace={workspace} document={document} />}
      {hasLink && (
        <PageLink
          to="/workspaces/$workspace/integrations/$link"
          params={{ workspace, link: String(link) }}
          aria-label={`Integration ${link}`}
        >
          Integration
        </PageLink>
      )}
      {outside !== null && <OutsideLink href={outside.url}>{outside.name}</OutsideLink>}
    </>
  );
}

interface DocumentWayProps {
  readonly workspace: string;
  readonly document: NonNullable<Activity["document"]>;
}

function DocumentWay({ workspace, document }: DocumentWayProps): ReactElement {
  if ("collection" in document) {
    const params = { workspace, collection: document.collection };
    return (
      <PageLink to="/workspaces/$workspace/collections/$collection" params={params}>
        Collection
      </PageLink>
    );
  }
  return (
    <PageLink to="/workspaces/$workspace/apis/$api/versions/$version" params={{ workspace, ...document }}>
      {`${document.api} ${document.version}`}
    </PageLink>
  );
}
