import type { ReactElement } from "react";
import { disconnectLink } from "../api/links.ts";
import { DeedDialog } from "../dialogs/deed-dialog.tsx";
import { useWayOn } from "../shell/use-way-on.ts";
import type { LinkProps } from "./link-standing.tsx";

export interface DialogProps extends LinkProps {
  readonly onClose: () => void;
}

export function DisconnectDialog({ workspace, link, onClose }: DialogProps): ReactElement {
  const goOn = useWayOn();
  return (
    <DeedDialog
      workspace={workspace}
      title="Disconnect from GitHub?"
      action="Disconnect"
      carryOut={() => disconnectLink(workspace, link.id)}
      onDone={() => goOn({ to: "/workspaces/$workspace/integrations", params: { workspace } })}
      onClose={onClose}
    >
      Both copies stay: the text here with its history, and {link.path} in {link.repository}. From then on
      neither follows the other.
    </DeedDialog>
  );
}
