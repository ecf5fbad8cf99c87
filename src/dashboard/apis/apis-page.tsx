import { FileCodeIcon, PlusIcon } from "@primer/octicons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { apisQuery } from "../api/apis.ts";
import { workspaceQuery } from "../api/workspaces.ts";
import { PageButton } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { Empty } from "../states/empty.tsx";
import { Paged } from "../states/paged.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { ApiRows } from "./api-rows.tsx";
import { DeletedApis } from "./deleted-apis.tsx";

export function ApisPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const { deleted = false } = useSearch({ from: "/workspaces/$workspace/apis" });
  return deleted ? <DeletedApis workspace={workspace} /> : <PresentApis workspace={workspace} />;
}

function PresentApis({ workspace }: { readonly workspace: string }): ReactElement {
  const { data: self } = useQuery(workspaceQuery(workspace));
  const newApi = self?.rights.make === true && (
    <PageButton
      to="/workspaces/$workspace/apis/new"
      params={{ workspace }}
      variant="primary"
      leadingVisual={PlusIcon}
    >
      New API
    </PageButton>
  );
  return (
    <Page
      title="APIs"
      about="Each version has one schema, kept here and, once connected, in a repository."
      actions={
        <>
          <PageButton to="/workspaces/$workspace/apis" params={{ workspace }} search={{ deleted: true }}>
            Deleted
          </PageButton>
          {newApi}
        </>
      }
    >
      <ApiList workspace={workspace} mayMake={self?.rights.make} newApi={newApi} />
    </Page>
  );
}

interface ApiListProps {
  readonly workspace: string;
  /** Undefined: it is not known yet. */
  readonly mayMake: boolean | undefined;
  readonly newApi: ReactElement | false;
}

function ApiList(props: ApiListProps): ReactElement {
  const { workspace } = props;
  const query = useInfiniteQuery(apisQuery(workspace));
  return (
    <Paged query={query} skeleton={<SkeletonRows rows={4} height="72px" />}>
      {(apis) => (apis.length === 0 ? <NoApis {...props} /> : <ApiRows workspace={workspace} apis={apis} />)}
    </Paged>
  );
}

function NoApis({ workspace, mayMake, newApi }: ApiListProps): ReactElement {
  if (mayMake === false) {
    return (
      <Empty icon={FileCodeIcon} title="No API yet">
        Somebody who may push to a repository here can make one.
      </Empty>
    );
  }
  return (
    <Empty
      icon={FileCodeIcon}
      title="No API yet"
      actions={
        <>
          {newApi}
          <PageButton to="/workspaces/$workspace/integrations/new/schemas" params={{ workspace }}>
            Choose files in a repository
          </PageButton>
        </>
      }
    >
      Make one from a file in a repository, from a file on your machine, or from nothing.
    </Empty>
  );
}
