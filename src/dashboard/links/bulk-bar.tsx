import { Button, ConfirmationDialog } from "@primer/react";
import { type ReactElement, useState } from "react";
import type { Link } from "../api/contract.ts";
import type { BulkChange } from "../api/links.ts";
import { Notice } from "../states/notice.tsx";
import { AsConfigFile } from "./as-config-file.tsx";
import { BulkFailures } from "./bulk-failures.tsx";
import { BulkMoveDialog } from "./bulk-move-dialog.tsx";
import classes from "./links.module.css";
import { useBulk } from "./use-bulk.ts";

export interface BulkBarProps {
  readonly workspace: string;
  readonly chosen: readonly Link[];
  /** These are chosen no more. */
  readonly onDrop: (links: readonly Link[]) => void;
}

/** The same for every chosen link. */
export function BulkBar({ workspace, chosen, onDrop }: BulkBarProps): ReactElement {
  const bulk = useBulk(workspace);
  const [open, setOpen] = useState<"none" | "move" | "remove">("none");
  const drop = (): void => onDrop(chosen);
  const run = (change: BulkChange, links = chosen): void => {
    setOpen("none");
    void bulk.run(change, links, drop);
  };
  return (
    <>
      <div className={classes.bulk}>
        {chosen.length === 0 ? (
          <span>Choose some to sync, pause, move or disconnect them together.</span>
        ) : (
          <BulkButtons
            workspace={workspace}
            chosen={chosen}
            words={progressWords(chosen.length, bulk.progress)}
            isOff={bulk.isBusy}
            onRun={run}
            onOpen={setOpen}
            onNone={drop}
          />
        )}
      </div>
      <BulkFailures workspace={workspace} bulk={bulk} />
      {open === "move" && (
        <BulkMoveDialog
          workspace={workspace}
          links={chosen}
          onMove={(to, movable) => run({ action: "move", to }, movable)}
          onClose={() => setOpen("none")}
        />
      )}
      {open === "remove" && (
        <ConfirmationDialog
          title={`Disconnect ${chosen.length} from GitHub?`}
          confirmButtonContent="Disconnect"
          confirmButtonType="danger"
          onClose={(gesture) => (gesture === "confirm" ? run({ action: "remove" }) : setOpen("none"))}
        >
          Both copies of each stay: the text here with its history, and the file. From then on neither follows
          the other.
        </ConfirmationDialog>
      )}
      <Notice said={bulk.said} onClose={bulk.hush} />
    </>
  );
}

interface BulkButtonsProps extends Pick<BulkBarProps, "workspace" | "chosen"> {
  readonly words: string;
  readonly isOff: boolean;
  readonly onRun: (change: BulkChange) => void;
  readonly onOpen: (dialog: "move" | "remove") => void;
  readonly onNone: () => void;
}

function BulkButtons(props: BulkButtonsProps): ReactElement {
  const { workspace, chosen, words, isOff, onRun, onOpen, onNone } = props;
  return (
    <>
      <span>{words}</span>
      <Button size="small" disabled={isOff} onClick={() => onRun({ action: "sync" })}>
        Sync now
      </Button>
      <Button size="small" disabled={isOff} onClick={() => onRun({ action: "pause" })}>
        Pause
      </Button>
      <Button size="small" disabled={isOff} onClick={() => onRun({ action: "resume" })}>
        Resume
      </Button>
      <Button size="small" disabled={isOff} onClick={() => onOpen("move")}>
        Move
      </Button>
      <Button size="small" variant="danger" disabled={isOff} onClick={() => onOpen("remove")}>
        Disconnect
      </Button>
      <Button size="small" variant="invisible" disabled={isOff} onClick={onNone}>
        Choose none
      </Button>
      <AsConfigFile workspace={workspace} links={chosen} />
    </>
  );
}

function progressWords(count: number, progress: ReturnType<typeof useBulk>["progress"]): string {
  if (progress === null) return `${count} chosen`;
  // Nothing is known of how far the first request is, which may be the only one.
  return progress.done === 0 ? `${progress.of} under way …` : `${progress.done} of ${progress.of} done`;
}
