import { ConfirmationDialog } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { announce } from "../announce/live-region.ts";
import type { Hook } from "../api/contract.ts";
import { removePlaceHook } from "../api/hooks.ts";
import { workspaceKey } from "../api/keys.ts";
import { Failure } from "../states/failure.tsx";
import { hookTitle } from "./hook-words.ts";

export interface HookProps {
  readonly workspace: string;
  readonly hook: Hook;
}

export interface HookDialogProps extends HookProps {
  readonly onClose: () => void;
}

export function RemoveHookDialog({ workspace, hook, onClose }: HookDialogProps): ReactElement {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removePlaceHook(workspace, hook.id),
    onSuccess: async () => {
      announce("The URL has stopped working.");
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      onClose();
    },
  });
  return (
    <ConfirmationDialog
      title={`Take the URL into ${hookTitle(hook)} back?`}
      confirmButtonContent="Take it back"
      confirmButtonType="danger"
      confirmButtonLoading={remove.isPending}
      onClose={(gesture) => {
        if (gesture === "confirm") remove.mutate();
        else onClose();
      }}
    >
      It stops working at once, wherever it is used. The collections and their files stay.
      {remove.error !== null && <Failure error={remove.error} />}
    </ConfirmationDialog>
  );
}
