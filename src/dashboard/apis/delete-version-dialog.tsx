import type { ReactElement } from "react";
import { deleteVersion } from "../api/apis.ts";
import type { VersionAddress } from "../api/schema.ts";
import { DeedDialog } from "../dialogs/deed-dialog.tsx";
import { useWayOn } from "../shell/use-way-on.ts";

export interface DeleteVersionProps {
  readonly address: VersionAddress;
  readonly onClose: () => void;
}

export function DeleteVersionDialog({ address, onClose }: DeleteVersionProps): ReactElement {
  const { workspace, api, version } = address;
  const goOn = useWayOn();
  return (
    <DeedDialog
      workspace={workspace}
      title={`Delete ${api} ${version}?`}
      action="Delete version"
      carryOut={() => deleteVersion(workspace, api, version)}
      onDone={() => goOn({ to: "/workspaces/$workspace/apis/$api", params: { workspace, api } })}
      onClose={onClose}
    >
      Its schema and history are deleted here, and it is disconnected. A file in a repository stays. For 30
      days it can be restored.
    </DeedDialog>
  );
}
