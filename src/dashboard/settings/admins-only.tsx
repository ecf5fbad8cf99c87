import { ShieldLockIcon } from "@primer/octicons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { workspaceQuery } from "../api/workspaces.ts";
import { Empty } from "../states/empty.tsx";
import { Loaded } from "../states/loaded.tsx";
import { adminsOf } from "./admins-of.ts";

export interface AdminsOnlyProps {
  readonly workspace: string;
  /** Such as "Tokens are". */
  readonly subject: string;
  /** In place of it, until it is known who asks. */
  readonly skeleton?: ReactNode;
  readonly children: ReactNode;
}

/** To anybody else it says who may see it. Nothing below is asked for before that is known. */
export function AdminsOnly({ workspace, subject, skeleton, children }: AdminsOnlyProps): ReactElement {
  const self = useQuery(workspaceQuery(workspace));
  return (
    <Loaded query={self} skeleton={skeleton}>
      {({ rights, account }) =>
        rights.admin ? (
          children
        ) : (
          <Empty icon={ShieldLockIcon} title="For admins only">
            {`${subject} for ${adminsOf(account)}. Lockstep goes by what GitHub says: ask one of them, or have the role given to you there.`}
          </Empty>
        )
      }
    </Loaded>
  );
}
