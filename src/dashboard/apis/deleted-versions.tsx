import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { deletedVersionsQuery } from "../api/deleted.ts";
import { DeletedPage } from "../deleted/deleted-page.tsx";
import { PageLink } from "../shell/page-link.tsx";
import { kindName } from "./kind-name.ts";

export interface DeletedVersionsProps {
  readonly workspace: string;
  readonly api: string;
}

export function DeletedVersions({ workspace, api }: DeletedVersionsProps): ReactElement {
  return (
    <DeletedPage
      workspace={workspace}
      title={`Deleted versions of ${api}`}
      above={
        <>
          <PageLink to="/workspaces/$workspace/apis" params={{ workspace }}>
            APIs
          </PageLink>
          {" / "}
          <PageLink to="/workspaces/$workspace/apis/$api" params={{ workspace, api }}>
            {api}
          </PageLink>
        </>
      }
      about="Each comes back with its history. Where another has its name meanwhile, delete or rename that one first."
      query={useInfiniteQuery(deletedVersionsQuery(workspace, api))}
      thingOf={({ name, kind, revision, deleted }) => ({
        document: ["apis", api, "versions", name],
        name,
        about: revision === null ? "no schema" : kindName(kind),
        deleted,
      })}
      next="It is not connected: connect it again where you want it in step."
    />
  );
}
