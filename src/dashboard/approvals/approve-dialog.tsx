import type { ReactElement } from "react";
import { announce } from "../announce/live-region.ts";
import { approveClaim } from "../api/approvals.ts";
import { DeedDialog } from "../dialogs/deed-dialog.tsx";
import { useDocumentName } from "../documents/use-document-name.ts";
import type { ClaimProps } from "./claim-row.tsx";
import { claimWords } from "./claim-words.ts";

export interface ApproveDialogProps extends ClaimProps {
  readonly onClose: () => void;
}

export function ApproveDialog({ workspace, claim, onClose }: ApproveDialogProps): ReactElement {
  const name = useDocumentName(workspace, claim.document);
  return (
    <DeedDialog
      workspace={workspace}
      title={`Let ${claim.repository} have ${name ?? "this document"}?`}
      action="Approve"
      isDangerous={false}
      carryOut={() => approveClaim(workspace, claim.id)}
      onDone={() => {
        announce("Approved: it is being connected.");
        onClose();
      }}
      onClose={onClose}
    >
      {`${claimWords(claim)} It holds for this document in this repository, wherever its config file moves the link.`}
    </DeedDialog>
  );
}
