import type { ReactElement } from "react";
import { deleteApi } from "../api/apis.ts";
import { DeedDialog } from "../dialogs/deed-dialog.tsx";
import { useWayOn } from "../shell/use-way-on.ts";
import type { ApiDialogProps } from "./new-version-dialog.tsx";

export function DeleteApiDialog({ workspace, api, onClose }: ApiDialogProps): ReactElement {
  const goOn = useWayOn();
  return (
    <DeedDialog
      workspace={workspace}
      title={`Delete ${api}?`}
      action="Delete API"
      carryOut={() => deleteApi(workspace, api)}
      onDone={() => goOn({ to: "/workspaces/$workspace/apis", params: { workspace } })}
      onClose={onClose}
    >
      All its versions are disconnected and deleted here. The files in the repositories stay. For 30 days it
      can be restored.
    </DeedDialog>
  );
}
