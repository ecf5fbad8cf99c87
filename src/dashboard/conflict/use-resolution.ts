import { useMutation, useQueryClient } from "@tanstack/react-query";
import { resolveLink } from "../api/conflicts.ts";
import type { Conflict, Link, Resolution } from "../api/contract.ts";
import { workspaceKey } from "../api/keys.ts";
import { changeLink } from "../api/links.ts";
import type { EditedText } from "../drafts/use-draft.ts";
import { useWayOn } from "../shell/use-way-on.ts";
import { sidesOf } from "./sides-of.ts";

type Chosen = Pick<Resolution, "keep" | "content"> & { readonly mayChangeKind?: boolean };

export interface ResolutionWork {
  readonly resolve: (choice: Chosen) => void;
  /** Goes on at another path, where the file went. */
  readonly follow: (file: string) => void;
  /** What was chosen last, though the text is of another kind. */
  readonly again: () => void;
  readonly isBusy: boolean;
  /** Which of them is being carried out. */
  readonly sent: "store" | "github" | "merged" | "follow" | null;
  readonly error: unknown;
}

export interface ResolutionOf {
  readonly conflict: Conflict;
  /** The merged text. */
  readonly edited: EditedText;
}

/** Carries a choice out, and goes on to what came of it; stays where more was written while it ran. */
export function useResolution(
  workspace: string,
  { id }: Link,
  { conflict, edited }: ResolutionOf,
): ResolutionWork {
  const client = useQueryClient();
  const goOn = useWayOn();
  const leave = async (resolved: Link | undefined): Promise<void> => {
    if (resolved === undefined) {
      await goOn({ to: "/workspaces/$workspace/integrations", params: { workspace } });
    } else {
      const params = { workspace, link: String(id) };
      await goOn({ to: "/workspaces/$workspace/integrations/$link", params });
    }
  };
  const onSettled = (): Promise<void> => client.invalidateQueries({ queryKey: workspaceKey(workspace) });
  const resolve = useMutation({
    mutationFn: ({ mayChangeKind = false, ...choice }: Chosen) =>
      resolveLink({ workspace, link: String(id), mayChangeKind }, { expected: conflict.expected, ...choice }),
    onSuccess: async (resolved, { content }) => {
      if (content === undefined) edited.drop();
      else if (edited.saved(content, sidesOf(conflict))) return;
      await leave(resolved);
    },
    onSettled,
  });
  const follow = useMutation({
    mutationFn: (file: string) => changeLink(workspace, id, { directory: "", file }),
    onSuccess: async (followed) => {
      edited.drop();
      await leave(followed);
    },
    onSettled,
  });
  return {
    resolve: resolve.mutate,
    follow: follow.mutate,
    again: () => {
      if (resolve.variables !== undefined) resolve.mutate({ ...resolve.variables, mayChangeKind: true });
    },
    isBusy: resolve.isPending || follow.isPending,
    sent: resolve.isPending ? (resolve.variables.keep ?? "merged") : follow.isPending ? "follow" : null,
    error: resolve.error ?? follow.error,
  };
}
