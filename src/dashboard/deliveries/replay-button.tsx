import { SyncIcon } from "@primer/octicons-react";
import { Button } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import type { Delivery } from "../api/contract.ts";
import { replayDelivery } from "../api/deliveries.ts";
import { workspaceKey } from "../api/keys.ts";
import { Notice, type Said } from "../states/notice.tsx";
import { eventName } from "./delivery-words.ts";

export interface ReplayButtonProps {
  readonly workspace: string;
  readonly delivery: Delivery;
}

export function ReplayButton({ workspace, delivery }: ReplayButtonProps): ReactElement {
  const client = useQueryClient();
  const [said, setSaid] = useState<Said | null>(null);
  const replay = useMutation({
    mutationFn: () => replayDelivery(workspace, delivery.id),
    onSuccess: () => setSaid({ done: `${eventName(delivery)}: taken as if it had just come.` }),
    onError: (error) => setSaid({ error }),
    onSettled: () => client.invalidateQueries({ queryKey: workspaceKey(workspace) }),
  });
  return (
    <>
      <Button
        size="small"
        leadingVisual={SyncIcon}
        aria-label={`Replay ${eventName(delivery)}`}
        loading={replay.isPending}
        onClick={() => replay.mutate()}
      >
        Replay
      </Button>
      <Notice said={said} onClose={() => setSaid(null)} />
    </>
  );
}
