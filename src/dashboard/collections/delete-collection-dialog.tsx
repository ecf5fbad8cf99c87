import type { ReactElement } from "react";
import { deleteCollection } from "../api/collections.ts";
import { DeedDialog } from "../dialogs/deed-dialog.tsx";
import { useWayOn } from "../shell/use-way-on.ts";

export interface DeleteCollectionProps {
  readonly workspace: string;
  readonly id: string;
  readonly onClose: () => void;
}

export function DeleteCollectionDialog({ workspace, id, onClose }: DeleteCollectionProps): ReactElement {
  const goOn = useWayOn();
  return (
    <DeedDialog
      workspace={workspace}
      title="Delete this collection?"
      action="Delete collection"
      carryOut={() => deleteCollection(workspace, id)}
      onDone={() => goOn({ to: "/workspaces/$workspace/collections", params: { workspace } })}
      onClose={onClose}
    >
      Its history is deleted here, and its backups end. The files in the repositories stay. For 30 days it can
      be restored.
    </DeedDialog>
  );
}
