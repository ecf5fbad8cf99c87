import { ArchiveIcon, SearchIcon, UploadIcon } from "@primer/octicons-react";
import { TextInput } from "@primer/react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { type ReactElement, useDeferredValue, useState } from "react";
import { collectionsQuery } from "../api/collections.ts";
import { workspaceQuery } from "../api/workspaces.ts";
import links from "../links/links.module.css";
import { PageButton } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { Empty } from "../states/empty.tsx";
import { Paged } from "../states/paged.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { CollectionRows } from "./collection-rows.tsx";
import { DeletedCollections } from "./deleted-collections.tsx";

const ADDRESS = "/workspaces/$workspace/collections";

export function CollectionsPage(): ReactElement {
  const { workspace } = useParams({ from: ADDRESS });
  const { deleted = false } = useSearch({ from: ADDRESS });
  return deleted ? (
    <DeletedCollections workspace={workspace} />
  ) : (
    <PresentCollections workspace={workspace} />
  );
}

function PresentCollections({ workspace }: { readonly workspace: string }): ReactElement {
  const [typed, setTyped] = useState("");
  const { data: self } = useQuery(workspaceQuery(workspace));
  return (
    <Page
      title="Collections"
      about="Postman collections, each save of which is backed up into a repository."
      actions={
        <>
          <PageButton to={ADDRESS} params={{ workspace }} search={{ deleted: true }}>
            Deleted
          </PageButton>
          {self?.rights.make === true && (
            <PageButton
              to="/workspaces/$workspace/collections/new"
              params={{ workspace }}
              variant="primary"
              leadingVisual={UploadIcon}
            >
              Upload a collection
            </PageButton>
          )}
        </>
      }
    >
      <search className={links.filters}>
        <TextInput
          className={links.search ?? ""}
          leadingVisual={SearchIcon}
          aria-label="Search by name"
          placeholder="Search by name"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </search>
      <CollectionList workspace={workspace} q={useDeferredValue(typed.trim())} />
    </Page>
  );
}

function CollectionList({ workspace, q }: { readonly workspace: string; readonly q: string }): ReactElement {
  const query = useInfiniteQuery(collectionsQuery(workspace, q));
  return (
    <Paged query={query} skeleton={<SkeletonRows rows={4} height="64px" />}>
      {(collections) =>
        collections.length === 0 ? (
          <Empty icon={ArchiveIcon} title={q === "" ? "No collection yet" : "None is called so"}>
            Upload one, or have Postman send it: each collection has a URL that a Postman webhook can call.
          </Empty>
        ) : (
          <CollectionRows workspace={workspace} collections={collections} />
        )
      }
    </Paged>
  );
}
