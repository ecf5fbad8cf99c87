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
  const upload = self?.rights.make === true && (
    <PageButton
      to="/workspaces/$workspace/collections/new"
      params={{ workspace }}
      variant="primary"
      leadingVisual={UploadIcon}
    >
      Upload a collection
    </PageButton>
  );
  return (
    <Page
      title="Collections"
      about="Postman collections, each save of which is backed up into a repository."
      actions={
        <>
          <PageButton to={ADDRESS} params={{ workspace }} search={{ deleted: true }}>
            Deleted
          </PageButton>
          {upload}
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
      <CollectionList
        workspace={workspace}
        q={useDeferredValue(typed.trim())}
        mayMake={self?.rights.make}
        upload={upload}
      />
    </Page>
  );
}

interface CollectionListProps {
  readonly workspace: string;
  readonly q: string;
  /** Undefined: it is not known yet. */
  readonly mayMake: boolean | undefined;
  readonly upload: ReactElement | false;
}

function CollectionList(props: CollectionListProps): ReactElement {
  const { workspace, q } = props;
  const query = useInfiniteQuery(collectionsQuery(workspace, q));
  return (
    <Paged query={query} skeleton={<SkeletonRows rows={4} height="64px" />}>
      {(collections) =>
        collections.length === 0 ? (
          <NoCollections {...props} />
        ) : (
          <CollectionRows workspace={workspace} collections={collections} />
        )
      }
    </Paged>
  );
}

function NoCollections({ q, mayMake, upload }: CollectionListProps): ReactElement {
  if (q !== "") {
    return (
      <Empty icon={SearchIcon} title="None is called so">
        No collection has that in its name. Look for another part of it, or for nothing to see all.
      </Empty>
    );
  }
  return (
    <Empty icon={ArchiveIcon} title="No collection yet" actions={upload || undefined}>
      {mayMake === false
        ? "Somebody who may push to a repository here can upload one, or have Postman send it."
        : "Upload one, or have Postman send it: each collection has a URL that a Postman webhook can call."}
    </Empty>
  );
}
