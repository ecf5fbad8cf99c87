import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ConnectAnswers, readConnectAnswers } from "../adding/connect-answers.ts";
import { settingsOf } from "../adding/link-settings.ts";
import { useKeptAnswers } from "../adding/use-kept-answers.ts";
import { connectVersion } from "../api/apis.ts";
import { workspaceKey } from "../api/keys.ts";
import { syncLink } from "../api/links.ts";
import type { VersionAddress } from "../api/schema.ts";
import { takesChoice } from "../links/link-state.ts";
import { useWayOn } from "../shell/use-way-on.ts";

export interface Connecting {
  readonly answers: ConnectAnswers;
  readonly change: (answers: ConnectAnswers) => void;
  /** @param repository GitHub's id */
  readonly connect: (to: { readonly repository: number; readonly file: string }) => void;
  readonly isBusy: boolean;
  /** Null: none. */
  readonly error: unknown;
}

/** Connects, looks at GitHub, and goes on to what came of it: to the choice where both sides have a text. */
export function useConnecting(address: VersionAddress): Connecting {
  const { workspace, api, version } = address;
  const client = useQueryClient();
  const goOn = useWayOn();
  const { answers, change, drop } = useKeptAnswers(
    `connect/${workspace}/${api}/${version}`,
    readConnectAnswers,
  );
  const { place } = answers;
  const branch = place.branch !== "" && { branch: place.branch };
  const connect = useMutation({
    mutationFn: async (to: { readonly repository: number; readonly file: string }) => {
      const link = await connectVersion(address, {
        ...to,
        ...branch,
        ...settingsOf(answers),
        directory: "",
      });
      return syncLink(workspace, link.id).catch(() => link);
    },
    onSuccess: async (link) => {
      drop();
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      if (takesChoice(link)) {
        const to = "/workspaces/$workspace/integrations/$link/choice";
        await goOn({ to, params: { workspace, link: String(link.id) } });
      } else {
        const to = "/workspaces/$workspace/apis/$api/versions/$version";
        await goOn({ to, params: { ...address } });
      }
    },
  });
  return { answers, change, connect: connect.mutate, isBusy: connect.isPending, error: connect.error };
}
