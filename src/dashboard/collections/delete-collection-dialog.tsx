import { ConfirmationDialog } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { deleteCollection } from "../api/collections.ts";
import { workspaceKey } from "../api/keys.ts";
import { Failure } from "../states/failure.tsx";

export interface DeleteCollectionProps {
  readonly workspace: string;
  readonly id: string;
  readonly onClose: () => void;
}

export function DeleteCollectionDialog({ workspace, id, onClose }: DeleteCollectionProps): ReactElement {
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => deleteCollection(workspace, id),
    onSuccess: async () => {
      await navigate({ to: "/workspaces/$workspace/collections", params: { workspace } });
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
    },
  });
  return (
    <ConfirmationDialog
      title="Delete this collection?"
      confirmButtonContent="Delete collection"
      confirmButtonType="danger"
      confirmButtonLoading={remove.isPending}
      onClose={(gesture) => {
        if (gesture === "confirm") remove.mutate();
        else onClose();
      }}
    >
      Its history is deleted here, and its backups end. The files in the repositories stay. For 30 days it can
      be restored.
      {remove.error !== null && <Failure error={remove.error} />}
    </ConfirmationDialog>
  );
}
