import { ConfirmationDialog } from "@primer/react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { announce } from "../announce/live-region.ts";
import { approveClaim } from "../api/approvals.ts";
import { collectionNamesQuery } from "../api/all-collections.ts";
import { workspaceKey } from "../api/keys.ts";
import { documentTitle } from "../documents/document-title.ts";
import { Failure } from "../states/failure.tsx";
import type { ClaimProps } from "./claim-row.tsx";
import { claimWords } from "./claim-words.ts";

export interface ApproveDialogProps extends ClaimProps {
  readonly onClose: () => void;
}

export function ApproveDialog({ workspace, claim, onClose }: ApproveDialogProps): ReactElement {
  const client = useQueryClient();
  const { data: names } = useQuery(collectionNamesQuery(workspace));
  const approve = useMutation({
    mutationFn: () => approveClaim(workspace, claim.id),
    onSuccess: async () => {
      announce("Approved: it is being connected.");
      onClose();
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
    },
  });
  return (
    <ConfirmationDialog
      title={`Let ${claim.repository} have ${documentTitle(claim.document, names)}?`}
      confirmButtonContent="Approve"
      confirmButtonType="primary"
      confirmButtonLoading={approve.isPending}
      onClose={(gesture) => {
        if (gesture === "confirm") approve.mutate();
        else onClose();
      }}
    >
      {`${claimWords(claim)} It holds for this document in this repository, wherever its config file moves the link.`}
      {approve.error !== null && <Failure error={approve.error} />}
    </ConfirmationDialog>
  );
}
