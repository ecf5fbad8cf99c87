import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { deletedCollectionsQuery } from "../api/deleted.ts";
import { DeletedPage } from "../deleted/deleted-page.tsx";
import { PageLink } from "../shell/page-link.tsx";

export function DeletedCollections({ workspace }: { readonly workspace: string }): ReactElement {
  return (
    <DeletedPage
      workspace={workspace}
      title="Deleted collections"
      above={
        <PageLink to="/workspaces/$workspace/collections" params={{ workspace }}>
          Collections
        </PageLink>
      }
      about="Each comes back with its history. Where one of the same id was sent meanwhile, delete that one first."
      query={useInfiniteQuery(deletedCollectionsQuery(workspace))}
      thingOf={({ id, name, deleted }) => ({ document: ["collections", id], name, about: id, deleted })}
      next="It is not backed up: add its backups again."
    />
  );
}
