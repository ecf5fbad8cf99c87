import { ConfirmationDialog } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { replaceHook } from "../api/hooks.ts";
import { workspaceKey } from "../api/keys.ts";
import { Failure } from "../states/failure.tsx";
import type { HookDialogProps } from "./remove-hook-dialog.tsx";

export interface ReplaceHookProps extends HookDialogProps {
  readonly onMade: (url: string) => void;
}

export function ReplaceHookDialog({ workspace, hook, onClose, onMade }: ReplaceHookProps): ReactElement {
  const client = useQueryClient();
  const replace = useMutation({
    mutationFn: () => replaceHook(workspace, hook.id),
    onSuccess: async ({ url }) => {
      onMade(url);
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      onClose();
    },
  });
  return (
    <ConfirmationDialog
      title="Replace it by a new URL?"
      confirmButtonContent="Replace"
      confirmButtonType="danger"
      confirmButtonLoading={replace.isPending}
      onClose={(gesture) => {
        if (gesture === "confirm") replace.mutate();
        else onClose();
      }}
    >
      The present one stops working at once: whoever sends has to be given the new one, which is shown once.
      {replace.error !== null && <Failure error={replace.error} />}
    </ConfirmationDialog>
  );
}
