import { ConfirmationDialog } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { deleteApi } from "../api/apis.ts";
import { workspaceKey } from "../api/keys.ts";
import { Failure } from "../states/failure.tsx";
import type { ApiDialogProps } from "./new-version-dialog.tsx";

export function DeleteApiDialog({ workspace, api, onClose }: ApiDialogProps): ReactElement {
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => deleteApi(workspace, api),
    onSuccess: async () => {
      await navigate({ to: "/workspaces/$workspace/apis", params: { workspace } });
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
    },
  });
  return (
    <ConfirmationDialog
      title={`Delete ${api}?`}
      confirmButtonContent="Delete API"
      confirmButtonType="danger"
      confirmButtonLoading={remove.isPending}
      onClose={(gesture) => {
        if (gesture === "confirm") remove.mutate();
        else onClose();
      }}
    >
      All its versions are disconnected and deleted here. The files in the repositories stay. For 30 days it
      can be restored.
      {remove.error !== null && <Failure error={remove.error} />}
    </ConfirmationDialog>
  );
}
