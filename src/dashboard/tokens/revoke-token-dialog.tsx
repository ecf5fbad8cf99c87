import type { ReactElement } from "react";
import { announce } from "../announce/live-region.ts";
import { revokeToken } from "../api/tokens.ts";
import { DeedDialog } from "../dialogs/deed-dialog.tsx";
import type { TokenProps } from "./token-row.tsx";

export interface TokenDialogProps extends TokenProps {
  readonly onClose: () => void;
}

export function RevokeTokenDialog({ workspace, token, onClose }: TokenDialogProps): ReactElement {
  return (
    <DeedDialog
      workspace={workspace}
      title={`Revoke the token ${token.name}?`}
      action="Revoke"
      carryOut={() => revokeToken(workspace, token.id)}
      onDone={() => {
        announce(`The token ${token.name} is revoked.`);
        onClose();
      }}
      onClose={onClose}
    >
      It stops working at once, wherever it is used, and cannot be brought back.
    </DeedDialog>
  );
}
