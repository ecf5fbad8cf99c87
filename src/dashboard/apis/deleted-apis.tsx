import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { deletedApisQuery } from "../api/deleted.ts";
import { DeletedList } from "../deleted/deleted-list.tsx";
import { PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";

export function DeletedApis({ workspace }: { readonly workspace: string }): ReactElement {
  return (
    <Page
      title="Deleted APIs"
      above={
        <PageLink to="/workspaces/$workspace/apis" params={{ workspace }}>
          APIs
        </PageLink>
      }
      about="Each comes back with its versions and their histories. Where another has its address meanwhile, delete or rename that one first."
    >
      <DeletedList
        workspace={workspace}
        query={useInfiniteQuery(deletedApisQuery(workspace))}
        thingOf={({ slug, name, description, deleted }) => ({
          document: ["apis", slug],
          name,
          about: description ?? "",
          deleted,
        })}
        next="Its versions are not connected: connect each again where you want it in step."
      />
    </Page>
  );
}
