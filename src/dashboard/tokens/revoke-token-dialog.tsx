import { ConfirmationDialog } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { announce } from "../announce/live-region.ts";
import { workspaceKey } from "../api/keys.ts";
import { revokeToken } from "../api/tokens.ts";
import { Failure } from "../states/failure.tsx";
import type { TokenProps } from "./token-row.tsx";

export interface TokenDialogProps extends TokenProps {
  readonly onClose: () => void;
}

export function RevokeTokenDialog({ workspace, token, onClose }: TokenDialogProps): ReactElement {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeToken(workspace, token.id),
    onSuccess: async () => {
      announce(`The token ${token.name} is revoked.`);
      onClose();
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
    },
  });
  return (
    <ConfirmationDialog
      title={`Revoke the token ${token.name}?`}
      confirmButtonContent="Revoke"
      confirmButtonType="danger"
      confirmButtonLoading={revoke.isPending}
      onClose={(gesture) => {
        if (gesture === "confirm") revoke.mutate();
        else onClose();
      }}
    >
      It stops working at once, wherever it is used, and cannot be brought back.
      {revoke.error !== null && <Failure error={revoke.error} />}
    </ConfirmationDialog>
  );
}
