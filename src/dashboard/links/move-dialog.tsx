import { Dialog } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useId, useState } from "react";
import type { LinkChange } from "../api/contract.ts";
import { workspaceKey } from "../api/keys.ts";
import { changeLink } from "../api/links.ts";
import { useFileAt } from "../places/use-file-at.ts";
import { Failure } from "../states/failure.tsx";
import type { DialogProps } from "./disconnect-dialog.tsx";
import classes from "./links.module.css";
import { MoveFields } from "./move-fields.tsx";
import { MovePreview } from "./move-preview.tsx";
import { fileWishedBy, planMove, stayingMove } from "./one-move.ts";

/** To another repository, branch or path; what that will do is said before it is done. */
export function MoveDialog({ workspace, link, onClose }: DialogProps): ReactElement {
  const client = useQueryClient();
  const form = useId();
  const [wish, setWish] = useState(() => stayingMove(link));
  const plan = planMove(link, wish, useFileAt(workspace, fileWishedBy(link, wish)));
  const move = useMutation({
    mutationFn: (to: LinkChange) => changeLink(workspace, link.id, to),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (plan.change !== null) move.mutate(plan.change);
  };
  const isDisabled = plan.change === null;
  return (
    <Dialog
      title="Move to another file"
      width="large"
      onClose={onClose}
      footerButtons={[
        { content: "Cancel", onClick: onClose },
        {
          content: "Move",
          buttonType: "primary",
          type: "submit",
          form,
          disabled: isDisabled,
          loading: move.isPending,
        },
      ]}
    >
      <form id={form} onSubmit={submit} className={classes.form}>
        <MoveFields
          workspace={workspace}
          link={link}
          move={wish}
          onMove={(changed) => setWish({ ...wish, ...changed })}
        />
        <MovePreview plan={plan} />
        {move.error !== null && <Failure error={move.error} />}
      </form>
    </Dialog>
  );
}
