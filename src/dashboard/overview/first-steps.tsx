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
          <PageButton
            to="/workspaces/$workspace/integrations/new/schemas"
            params={{ workspace }}
            variant="primary"
          >
            Sync API schemas
          </PageButton>
          <PageButton to="/workspaces/$workspace/integrations/new/backups" params={{ workspace }}>
            Back up collections
          </PageButton>
          <PageButton to="/workspaces/$workspace/apis/new" params={{ workspace }}>
            New API
          </PageButton>
        </>
      }
    >
      Choose files in a repository: each becomes an API&apos;s version, and both are kept in step. Or have
      collections backed up into one.
    </Empty>
  );
}
