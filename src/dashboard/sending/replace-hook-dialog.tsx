import type { ReactElement } from "react";
import { replaceHook } from "../api/hooks.ts";
import { DeedDialog } from "../dialogs/deed-dialog.tsx";
import type { HookDialogProps } from "./remove-hook-dialog.tsx";

export interface ReplaceHookProps extends HookDialogProps {
  readonly onMade: (url: string) => void;
}

export function ReplaceHookDialog({ workspace, hook, onClose, onMade }: ReplaceHookProps): ReactElement {
  return (
    <DeedDialog
      workspace={workspace}
      title="Replace it by a new URL?"
      action="Replace"
      carryOut={() => replaceHook(workspace, hook.id)}
      onDone={({ url }) => {
        onMade(url);
        onClose();
      }}
      onClose={onClose}
    >
      The present one stops working at once: whoever sends has to be given the new one, which is shown once.
    </DeedDialog>
  );
}
