import { ArchiveIcon } from "@primer/octicons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { allCollectionsQuery } from "../api/all-collections.ts";
import { PageButton } from "../shell/page-link.tsx";
import { Empty } from "../states/empty.tsx";
import { Loaded } from "../states/loaded.tsx";
import { AddingPage } from "./adding-page.tsx";
import { BackupForm } from "./backup-form.tsx";

export function NewBackupsPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const collections = useQuery(allCollectionsQuery(workspace));
  return (
    <AddingPage
      title="Back up collections"
      about="Each save of a collection becomes a commit. A file that was there before is never overwritten without your choice."
    >
      <Loaded query={collections}>
        {({ items, isCut }) =>
          items.length === 0 ? (
            <NoCollections workspace={workspace} />
          ) : (
            <BackupForm workspace={workspace} collections={items} isCut={isCut} />
          )
        }
      </Loaded>
    </AddingPage>
  );
}

function NoCollections({ workspace }: { readonly workspace: string }): ReactElement {
  return (
    <Empty
      icon={ArchiveIcon}
      title="There is no collection yet"
      actions={
        <PageButton to="/workspaces/$workspace/collections/new" params={{ workspace }} variant="primary">
          Upload a collection
        </PageButton>
      }
    >
      Upload one first, or have Postman send it: then it can be backed up.
    </Empty>
  );
}
