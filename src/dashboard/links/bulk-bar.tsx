import { Button, ConfirmationDialog } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import type { BulkResult } from "../api/contract.ts";
import { workspaceKey } from "../api/keys.ts";
import { type BulkAction, changeLinks } from "../api/links.ts";
import { Notice, type Said } from "../states/notice.tsx";
import classes from "./links.module.css";

const DONE: Readonly<Record<BulkAction, string>> = {
  sync: "will be looked at on GitHub now",
  pause: "paused",
  resume: "resumed",
  remove: "disconnected; both copies of each stay",
};

export interface BulkBarProps {
  readonly workspace: string;
  /** Ids of the chosen links. */
  readonly chosen: ReadonlySet<number>;
  readonly onDone: () => void;
}

/** The same for every chosen link. */
export function BulkBar({ workspace, chosen, onDone }: BulkBarProps): ReactElement {
  const client = useQueryClient();
  const [said, setSaid] = useState<Said | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const change = useMutation({
    mutationFn: (action: BulkAction) => changeLinks(workspace, action, [...chosen]),
    onSuccess: (result, action) => {
      setSaid({ done: resultWords(result, action) });
      onDone();
    },
    onError: (error) => setSaid({ error }),
    onSettled: () => client.invalidateQueries({ queryKey: workspaceKey(workspace) }),
  });
  const isOff = chosen.size === 0 || change.isPending;
  return (
    <div className={classes.bulk}>
      <span>{`${chosen.size} chosen`}</span>
      <Button size="small" disabled={isOff} onClick={() => change.mutate("sync")}>
        Sync now
      </Button>
      <Button size="small" disabled={isOff} onClick={() => change.mutate("pause")}>
        Pause
      </Button>
      <Button size="small" disabled={isOff} onClick={() => change.mutate("resume")}>
        Resume
      </Button>
      <Button size="small" variant="danger" disabled={isOff} onClick={() => setIsAsking(true)}>
        Disconnect
      </Button>
      {isAsking && (
        <ConfirmationDialog
          title={`Disconnect ${chosen.size} from GitHub?`}
          confirmButtonContent="Disconnect"
          confirmButtonType="danger"
          onClose={(gesture) => {
            setIsAsking(false);
            if (gesture === "confirm") change.mutate("remove");
          }}
        >
          Both copies of each stay: the text here with its history, and the file. From then on neither follows
          the other.
        </ConfirmationDialog>
      )}
      <Notice said={said} onClose={() => setSaid(null)} />
    </div>
  );
}

function resultWords({ items }: BulkResult, action: BulkAction): string {
  const problems = items.flatMap(({ problem }) => problem?.detail ?? []);
  const done = `${items.length - problems.length} ${DONE[action]}.`;
  const [first] = problems;
  return first === undefined ? done : `${done} ${problems.length} could not be: ${first}`;
}
