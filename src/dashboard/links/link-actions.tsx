import { Button } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { workspaceKey } from "../api/keys.ts";
import { changeLink, syncLink } from "../api/links.ts";
import { DiagnoseButton } from "../diagnosis/diagnose-button.tsx";
import { Notice, type Said } from "../states/notice.tsx";
import { DisconnectDialog } from "./disconnect-dialog.tsx";
import type { LinkWithRights } from "../api/contract.ts";
import { STATE_WORDS } from "./link-state.ts";
import { MoveDialog } from "./move-dialog.tsx";
import { PauseButton } from "./pause-button.tsx";

export interface LinkActionsProps {
  readonly workspace: string;
  readonly link: LinkWithRights;
}

export function LinkActions({ workspace, link }: LinkActionsProps): ReactElement {
  const client = useQueryClient();
  const [open, setOpen] = useState<"none" | "move" | "disconnect">("none");
  const [said, setSaid] = useState<Said | null>(null);
  const settled = {
    onError: (error: unknown) => setSaid({ error }),
    onSettled: () => client.invalidateQueries({ queryKey: workspaceKey(workspace) }),
  };
  const sync = useMutation({
    mutationFn: () => syncLink(workspace, link.id),
    onSuccess: ({ state }) =>
      setSaid({ done: `Looked at GitHub: ${STATE_WORDS[state].label.toLowerCase()}.` }),
    ...settled,
  });
  const pause = useMutation({
    mutationFn: (paused: boolean) => changeLink(workspace, link.id, { paused }),
    onSuccess: ({ paused }) => setSaid({ done: paused ? "Paused." : "Resumed." }),
    ...settled,
  });
  const { writable } = link;
  const isOwnedByFile = link.owner === "file";
  return (
    <>
      <DiagnoseButton workspace={workspace} link={link} />
      {writable && link.state !== "awaiting_approval" && (
        <Button onClick={() => sync.mutate()} loading={sync.isPending}>
          Sync now
        </Button>
      )}
      {writable && !isOwnedByFile && (
        <>
          <PauseButton isPaused={link.paused} isBusy={pause.isPending} onPause={pause.mutate} />
          <Button onClick={() => setOpen("move")}>Move</Button>
          <Button variant="danger" onClick={() => setOpen("disconnect")}>
            Disconnect
          </Button>
        </>
      )}
      <Notice said={said} onClose={() => setSaid(null)} />
      {open === "move" && <MoveDialog workspace={workspace} link={link} onClose={() => setOpen("none")} />}
      {open === "disconnect" && (
        <DisconnectDialog workspace={workspace} link={link} onClose={() => setOpen("none")} />
      )}
    </>
  );
}
