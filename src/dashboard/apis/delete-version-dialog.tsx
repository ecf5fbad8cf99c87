import { ConfirmationDialog } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { deleteVersion } from "../api/apis.ts";
import { workspaceKey } from "../api/keys.ts";
import type { VersionAddress } from "../api/schema.ts";
import { Failure } from "../states/failure.tsx";

export interface DeleteVersionProps {
  readonly address: VersionAddress;
  readonly onClose: () => void;
}

export function DeleteVersionDialog({ address, onClose }: DeleteVersionProps): ReactElement {
  const { workspace, api, version } = address;
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => deleteVersion(workspace, api, version),
    onSuccess: async () => {
      await navigate({ to: "/workspaces/$workspace/apis/$api", params: { workspace, api } });
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
    },
  });
  return (
    <ConfirmationDialog
      title={`Delete ${api} ${version}?`}
      confirmButtonContent="Delete version"
      confirmButtonType="danger"
      confirmButtonLoading={remove.isPending}
      onClose={(gesture) => {
        if (gesture === "confirm") remove.mutate();
        else onClose();
      }}
    >
      Its schema and history are deleted here, and it is disconnected. A file in a repository stays. For 30
      days it can be restored.
      {remove.error !== null && <Failure error={remove.error} />}
    </ConfirmationDialog>
  );
}
