import { LinkIcon } from "@primer/octicons-react";
import type { ReactElement } from "react";
import { PageButton } from "../shell/page-link.tsx";
import { Empty } from "../states/empty.tsx";

export interface FirstStepsProps {
  readonly workspace: string;
  readonly mayMake: boolean;
}

export function FirstSteps({ workspace, mayMake }: FirstStepsProps): ReactElement {
  if (!mayMake) {
    return (
      <Empty icon={LinkIcon} title="Nothing is connected yet">
        Somebody who may push to a repository here can connect one.
      </Empty>
    );
  }
  return (
    <Empty
      icon={LinkIcon}
      title="Nothing is connected yet"
      actions={
        <>
          <PageButton to="/workspaces/$workspace/apis/new" params={{ workspace }} variant="primary">
            New API
          </PageButton>
          <PageButton to="/workspaces/$workspace/collections/new" params={{ workspace }}>
            Upload a collection
          </PageButton>
        </>
      }
    >
      Make an API from a file in a repository, and both are kept in step; or upload a collection and have it
      backed up.
    </Empty>
  );
}
