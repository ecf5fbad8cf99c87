import { Dialog } from "@primer/react";
import { type FormEvent, type ReactElement, useId } from "react";
import type { BulkPlace, Link } from "../api/contract.ts";
import { RepositoryField } from "../places/repository-field.tsx";
import { BulkMovePreview } from "./bulk-move-preview.tsx";
import classes from "./links.module.css";
import { StayOrGo } from "./stay-or-go.tsx";
import { useMoveWish } from "./use-move-wish.ts";

export interface BulkMoveDialogProps {
  readonly workspace: string;
  readonly links: readonly Link[];
  /** @param movable those that will go */
  readonly onMove: (to: BulkPlace, movable: readonly Link[]) => void;
  readonly onClose: () => void;
}

/** To another repository, branch or directory; what it will do is said link by link before it is done. */
export function BulkMoveDialog({ workspace, links, onMove, onClose }: BulkMoveDialogProps): ReactElement {
  const form = useId();
  const { answers, change, to, rows, movable, isBranchNamed } = useMoveWish(links);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (to !== null) onMove(to, movable);
  };
  const content = movable.length > 0 ? `Move ${movable.length}` : "Move";
  return (
    <Dialog
      title={titleFor(links.length)}
      width="xlarge"
      onClose={onClose}
      footerButtons={[
        { content: "Cancel", onClick: onClose },
        { content, disabled: to === null, form, buttonType: "primary", type: "submit" },
      ]}
    >
      <form id={form} onSubmit={submit} className={classes.form}>
        <StayOrGo
          legend="Repository"
          stay="Each stays in its own"
          go="Another repository"
          isGoing={answers.isElsewhere}
          onGo={(isElsewhere) => change({ isElsewhere })}
        >
          <RepositoryField
            workspace={workspace}
            chosen={answers.repository?.id ?? null}
            onChoose={(repository) => change({ repository })}
          />
        </StayOrGo>
        <StayOrGo
          legend="Branch"
          stay="Each stays on its own"
          go="Another branch"
          text={answers.branch}
          hint={
            isBranchNamed
              ? "Left empty, each follows the default branch."
              : "git takes no branch of this name."
          }
          onText={(branch) => change({ branch })}
        />
        <StayOrGo
          legend="Directory"
          stay="Each stays in its own"
          go="Another directory"
          text={answers.directory}
          hint="Left empty: the repository's root. Files keep their names."
          onText={(directory) => change({ directory })}
        />
        <BulkMovePreview workspace={workspace} rows={rows} />
      </form>
    </Dialog>
  );
}

function titleFor(count: number): string {
  return count === 1 ? "Move 1 integration" : `Move ${count} integrations`;
}
