import type { ReactElement } from "react";
import { announce } from "../announce/live-region.ts";
import type { Hook } from "../api/contract.ts";
import { removePlaceHook } from "../api/hooks.ts";
import { DeedDialog } from "../dialogs/deed-dialog.tsx";
import { hookTitle } from "./hook-words.ts";

export interface HookProps {
  readonly workspace: string;
  readonly hook: Hook;
}

export interface HookDialogProps extends HookProps {
  readonly onClose: () => void;
}

export function RemoveHookDialog({ workspace, hook, onClose }: HookDialogProps): ReactElement {
  return (
    <DeedDialog
      workspace={workspace}
      title={`Take the URL into ${hookTitle(hook)} back?`}
      action="Take it back"
      carryOut={() => removePlaceHook(workspace, hook.id)}
      onDone={() => {
        announce("The URL has stopped working.");
        onClose();
      }}
      onClose={onClose}
    >
      It stops working at once, wherever it is used. The collections and their files stay.
    </DeedDialog>
  );
}
