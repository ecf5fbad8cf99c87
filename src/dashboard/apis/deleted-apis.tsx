import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { deletedApisQuery } from "../api/deleted.ts";
import { DeletedPage } from "../deleted/deleted-page.tsx";
import { PageLink } from "../shell/page-link.tsx";

export function DeletedApis({ workspace }: { readonly workspace: string }): ReactElement {
  return (
    <DeletedPage
      workspace={workspace}
      title="Deleted APIs"
      above={
        <PageLink to="/workspaces/$workspace/apis" params={{ workspace }}>
          APIs
        </PageLink>
      }
      about="Each comes back with its versions and their histories. Where another has its address meanwhile, delete or rename that one first."
      query={useInfiniteQuery(deletedApisQuery(workspace))}
      thingOf={({ slug, name, description, deleted }) => ({
        document: ["apis", slug],
        name,
        about: description ?? "",
        deleted,
      })}
      next="Its versions are not connected: connect each again where you want it in step."
    />
  );
}
