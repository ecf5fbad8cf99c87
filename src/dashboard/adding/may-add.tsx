import { ShieldIcon } from "@primer/octicons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { workspaceQuery } from "../api/workspaces.ts";
import { PageButton } from "../shell/page-link.tsx";
import { Empty } from "../states/empty.tsx";
import { Loaded } from "../states/loaded.tsx";

export interface MayAddProps {
  readonly workspace: string;
  readonly children: ReactNode;
}

/** What is below, or why it cannot be done here by this person. */
export function MayAdd({ workspace, children }: MayAddProps): ReactElement {
  const self = useQuery(workspaceQuery(workspace));
  return (
    <Loaded query={self}>
      {({ rights, account, state }) =>
        rights.make && state === "active" ? (
          children
        ) : (
          <Empty
            icon={ShieldIcon}
            title={state === "active" ? "You may look here, and not add" : `The App is ${state}`}
            actions={
              <PageButton to="/workspaces/$workspace/integrations/github" params={{ workspace }}>
                Accounts and repositories
              </PageButton>
            }
          >
            {state === "active"
              ? `Adding needs push access to a repository of ${account.login}: ask for it on GitHub.`
              : `Nothing can be read or committed until an owner of ${account.login} lifts that on GitHub.`}
          </Empty>
        )
      }
    </Loaded>
  );
}
