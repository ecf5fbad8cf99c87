import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { collectionQuery } from "../api/collections.ts";
import { ComparisonOfTwo } from "../history/comparison-of-two.tsx";
import { PageButton, PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";

const COLLECTION = "/workspaces/$workspace/collections/$collection";
const COMPARE = `${COLLECTION}/compare`;

export function CompareCollectionPage(): ReactElement {
  const params = useParams({ from: COMPARE });
  const asked = useSearch({ from: COMPARE });
  const navigate = useNavigate({ from: COMPARE });
  const { workspace, collection: id } = params;
  const { data, isPending } = useQuery(collectionQuery(workspace, id));
  const name = data?.name ?? "Collection";
  return (
    <Page
      isWide
      title={`What changed in ${name}`}
      above={
        <PageLink to={COLLECTION} params={params}>
          {name}
        </PageLink>
      }
    >
      {/* The name may take several lines: what is beneath it waits for it, and does not move. */}
      {!isPending && (
        <ComparisonOfTwo
          workspace={workspace}
          document={["collections", id]}
          asked={asked}
          next={
            <PageButton to={COLLECTION} params={params}>
              Open the collection
            </PageButton>
          }
          onPair={(search) => void navigate({ search, replace: true })}
        />
      )}
    </Page>
  );
}
