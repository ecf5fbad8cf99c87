import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { workspaceKey } from "../api/keys.ts";

export interface Deed<Done> {
  readonly workspace: string;
  readonly carryOut: () => Promise<Done>;
  /** Such as closing the dialog; what is shown of the workspace is read anew after. */
  readonly onDone: (done: Done) => void | Promise<void>;
}

export function useDeed<Done>({
  workspace,
  carryOut,
  onDone,
}: Deed<Done>): UseMutationResult<Done, Error, void> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: carryOut,
    onSuccess: async (done) => {
      await onDone(done);
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
    },
  });
}
