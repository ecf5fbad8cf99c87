import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { versionQuery } from "../api/apis.ts";
import type { Version } from "../api/contract.ts";
import { DisconnectDialog } from "../links/disconnect-dialog.tsx";
import { PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import own from "./apis.module.css";
import { DeleteVersionDialog } from "./delete-version-dialog.tsx";
import { kindName } from "./kind-name.ts";
import { RenameVersionDialog } from "./rename-version-dialog.tsx";
import { VersionActions } from "./version-actions.tsx";
import { VersionSchema } from "./version-schema.tsx";
import standing from "./version-standing.module.css";
import { VersionStanding } from "./version-standing.tsx";

const ADDRESS = "/workspaces/$workspace/apis/$api/versions/$version";

/** Holds the line: what is beneath it does not move when the words come. */
const NO_WORDS = "\u00a0";

function aboutOf({ revision, kind }: Version): string {
  return revision === null ? "No schema yet" : kindName(kind);
}

export function VersionPage(): ReactElement {
  const params = useParams({ from: ADDRESS });
  const { workspace, api, version: name } = params;
  const [open, setOpen] = useState<"none" | "disconnect" | "rename" | "delete">("none");
  const version = useQuery(versionQuery(workspace, api, name));
  const link = version.data?.link ?? null;
  const close = (): void => setOpen("none");
  return (
    <Page
      isWide
      title={`${api} ${name}`}
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
      about={version.data === undefined ? NO_WORDS : aboutOf(version.data)}
      actions={
        <VersionActions
          address={params}
          mayWrite={version.data?.writable}
          onRename={() => setOpen("rename")}
          onDelete={() => setOpen("delete")}
        />
      }
    >
      <div className={own.stack}>
        <div className={standing.held}>
          <Loaded query={version} skeleton={<SkeletonRows rows={1} height="100%" />}>
            {(loaded) => (
              <VersionStanding address={params} version={loaded} onDisconnect={() => setOpen("disconnect")} />
            )}
          </Loaded>
        </div>
        <VersionSchema address={params} version={version} />
      </div>
      {open === "disconnect" && link !== null && (
        <DisconnectDialog workspace={workspace} link={link} onClose={close} />
      )}
      {open === "rename" && <RenameVersionDialog address={params} onClose={close} />}
      {open === "delete" && <DeleteVersionDialog address={params} onClose={close} />}
    </Page>
  );
}
