import { ConfirmationDialog } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { workspaceKey } from "../api/keys.ts";
import { disconnectLink } from "../api/links.ts";
import { Failure } from "../states/failure.tsx";
import type { LinkProps } from "./link-standing.tsx";

export interface DialogProps extends LinkProps {
  readonly onClose: () => void;
}

export function DisconnectDialog({ workspace, link, onClose }: DialogProps): ReactElement {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [error, setError] = useState<unknown>(null);
  const disconnect = useMutation({
    mutationFn: () => disconnectLink(workspace, link.id),
    onSuccess: async () => {
      await navigate({ to: "/workspaces/$workspace/integrations", params: { workspace } });
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
    },
    onError: setError,
  });
  return (
    <ConfirmationDialog
      title="Disconnect from GitHub?"
      confirmButtonContent="Disconnect"
      confirmButtonType="danger"
      confirmButtonLoading={disconnect.isPending}
      onClose={(gesture) => {
        if (gesture === "confirm") disconnect.mutate();
        else onClose();
      }}
    >
      Both copies stay: the text here with its history, and {link.path} in {link.repository}. From then on
      neither follows the other.
      {error !== null && <Failure error={error} />}
    </ConfirmationDialog>
  );
}
