import { ConfirmationDialog } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { announce } from "../announce/live-region.ts";
import { withdrawApproval } from "../api/approvals.ts";
import { workspaceKey } from "../api/keys.ts";
import { Failure } from "../states/failure.tsx";
import type { ApproveDialogProps } from "./approve-dialog.tsx";

export function WithdrawDialog({ workspace, claim, onClose }: ApproveDialogProps): ReactElement {
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => withdrawApproval(workspace, claim.id),
    onSuccess: async () => {
      announce("The approval is taken back.");
      onClose();
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
    },
  });
  return (
    <ConfirmationDialog
      title="Take the approval back?"
      confirmButtonContent="Take it back"
      confirmButtonType="danger"
      confirmButtonLoading={withdraw.isPending}
      onClose={(gesture) => {
        if (gesture === "confirm") withdraw.mutate();
        else onClose();
      }}
    >
      {`What the config file of ${claim.repository} claims of this document waits again, and nothing goes either way. Both copies stay.`}
      {withdraw.error !== null && <Failure error={withdraw.error} />}
    </ConfirmationDialog>
  );
}
