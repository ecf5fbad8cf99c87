import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { resolveLink } from "../api/conflicts.ts";
import type { Conflict, Link, Resolution } from "../api/contract.ts";
import { workspaceKey } from "../api/keys.ts";
import { changeLink } from "../api/links.ts";
import { dropDraft } from "../drafts/drafts.ts";
import { useDraftOwner } from "../drafts/own-drafts.tsx";
import { mergeDraftName } from "./merge-draft-name.ts";

export interface ResolutionWork {
  readonly resolve: (choice: Pick<Resolution, "keep" | "content">) => void;
  /** Goes on at another path, where the file went. */
  readonly follow: (file: string) => void;
  readonly isBusy: boolean;
  readonly error: unknown;
}

/** Carries a choice out, and goes on to what came of it. */
export function useResolution(workspace: string, { id }: Link, { expected }: Conflict): ResolutionWork {
  const client = useQueryClient();
  const navigate = useNavigate();
  const owner = useDraftOwner();
  const ended = {
    onSuccess: async (resolved: Link | undefined) => {
      dropDraft({ owner, name: mergeDraftName(workspace, id) });
      if (resolved === undefined) {
        await navigate({ to: "/workspaces/$workspace/integrations", params: { workspace } });
      } else {
        const params = { workspace, link: String(id) };
        await navigate({ to: "/workspaces/$workspace/integrations/$link", params });
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: workspaceKey(workspace) }),
  };
  const resolve = useMutation({
    mutationFn: (choice: Pick<Resolution, "keep" | "content">) =>
      resolveLink(workspace, String(id), { expected, ...choice }),
    ...ended,
  });
  const follow = useMutation({
    mutationFn: (file: string) => changeLink(workspace, id, { directory: "", file }),
    ...ended,
  });
  return {
    resolve: resolve.mutate,
    follow: follow.mutate,
    isBusy: resolve.isPending || follow.isPending,
    error: resolve.error ?? follow.error,
  };
}
