import type { ReactElement } from "react";
import { announce } from "../announce/live-region.ts";
import { withdrawApproval } from "../api/approvals.ts";
import { DeedDialog } from "../dialogs/deed-dialog.tsx";
import type { ApproveDialogProps } from "./approve-dialog.tsx";

export function WithdrawDialog({ workspace, claim, onClose }: ApproveDialogProps): ReactElement {
  return (
    <DeedDialog
      workspace={workspace}
      title="Take the approval back?"
      action="Take it back"
      carryOut={() => withdrawApproval(workspace, claim.id)}
      onDone={() => {
        announce("The approval is taken back.");
        onClose();
      }}
      onClose={onClose}
    >
      {`What the config file of ${claim.repository} claims of this document waits again, and nothing goes either way. Both copies stay.`}
    </DeedDialog>
  );
}
