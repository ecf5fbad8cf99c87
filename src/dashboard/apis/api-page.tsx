import { PlusIcon } from "@primer/octicons-react";
import { Button } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { apiQuery } from "../api/apis.ts";
import type { Api } from "../api/contract.ts";
import { PageButton, PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { Empty } from "../states/empty.tsx";
import { Loaded } from "../states/loaded.tsx";
import { OnlyRead } from "../states/only-read.tsx";
import { FileCodeIcon } from "@primer/octicons-react";
import rows from "../styles/rows.module.css";
import { VersionLine } from "./api-rows.tsx";
import own from "./apis.module.css";
import { DeleteApiDialog } from "./delete-api-dialog.tsx";
import { DeletedVersions } from "./deleted-versions.tsx";
import { EditApiDialog } from "./edit-api-dialog.tsx";
import { NewVersionDialog } from "./new-version-dialog.tsx";

const ADDRESS = "/workspaces/$workspace/apis/$api";

export function ApiPage(): ReactElement {
  const { workspace, api } = useParams({ from: ADDRESS });
  const { deleted = false } = useSearch({ from: ADDRESS });
  return deleted ? (
    <DeletedVersions workspace={workspace} api={api} />
  ) : (
    <PresentVersions workspace={workspace} slug={api} />
  );
}

interface PresentVersionsProps {
  readonly workspace: string;
  readonly slug: string;
}

function PresentVersions({ workspace, slug }: PresentVersionsProps): ReactElement {
  const [open, setOpen] = useState<"none" | "version" | "edit" | "delete">("none");
  const query = useQuery(apiQuery(workspace, slug));
  const api = query.data;
  const close = (): void => setOpen("none");
  return (
    <Page
      title={api?.name ?? slug}
      above={
        <PageLink to="/workspaces/$workspace/apis" params={{ workspace }}>
          APIs
        </PageLink>
      }
      about={api?.description ?? undefined}
      actions={
        <>
          <PageButton to={ADDRESS} params={{ workspace, api: slug }} search={{ deleted: true }}>
            Deleted versions
          </PageButton>
          {api?.writable !== false && (
            <>
              <NewVersion onClick={() => setOpen("version")} />
              <Button onClick={() => setOpen("edit")}>Edit</Button>
              <Button variant="danger" onClick={() => setOpen("delete")}>
                Delete API
              </Button>
            </>
          )}
        </>
      }
    >
      <Loaded query={query}>
        {(loaded) => (
          <>
            <OnlyRead of={loaded} />
            <Versions
              workspace={workspace}
              api={loaded}
              newVersion={loaded.writable && <NewVersion onClick={() => setOpen("version")} />}
            />
          </>
        )}
      </Loaded>
      {open === "version" && <NewVersionDialog workspace={workspace} api={slug} onClose={close} />}
      {open === "edit" && api !== undefined && (
        <EditApiDialog workspace={workspace} api={api} onClose={close} />
      )}
      {open === "delete" && <DeleteApiDialog workspace={workspace} api={slug} onClose={close} />}
    </Page>
  );
}

function NewVersion({ onClick }: { readonly onClick: () => void }): ReactElement {
  return (
    <Button leadingVisual={PlusIcon} onClick={onClick}>
      New version
    </Button>
  );
}

interface VersionsProps {
  readonly workspace: string;
  readonly api: Api;
  /** False: they may not. */
  readonly newVersion: ReactElement | false;
}

function Versions({ workspace, api, newVersion }: VersionsProps): ReactElement {
  if (api.versions.length === 0) {
    return (
      <Empty icon={FileCodeIcon} title="No version yet" actions={newVersion || undefined}>
        {newVersion === false
          ? "A version holds one schema. Somebody who may change the API can make one."
          : "A version holds one schema. Make one, then write, upload or connect its schema."}
      </Empty>
    );
  }
  return (
    <ul className={`${rows.list} ${own.rows}`}>
      {api.versions.map((version) => (
        <li key={version.name}>
          <VersionLine workspace={workspace} api={api.slug} version={version} />
        </li>
      ))}
    </ul>
  );
}
