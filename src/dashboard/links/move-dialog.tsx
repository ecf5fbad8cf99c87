import { type ReactElement, useState } from "react";
import { changeLink } from "../api/links.ts";
import { FormDialog } from "../dialogs/form-dialog.tsx";
import { useFileAt } from "../places/use-file-at.ts";
import type { DialogProps } from "./disconnect-dialog.tsx";
import { MoveFields } from "./move-fields.tsx";
import { MovePreview } from "./move-preview.tsx";
import { fileWishedBy, planMove, stayingMove } from "./one-move.ts";

/** To another repository, branch or path; what that will do is said before it is done. */
export function MoveDialog({ workspace, link, onClose }: DialogProps): ReactElement {
  const [wish, setWish] = useState(() => stayingMove(link));
  const plan = planMove(link, wish, useFileAt(workspace, fileWishedBy(link, wish)));
  return (
    <FormDialog
      workspace={workspace}
      title="Move to another file"
      action="Move"
      width="large"
      isReady={plan.change !== null}
      carryOut={() => changeLink(workspace, link.id, plan.change ?? {})}
      onDone={onClose}
      onClose={onClose}
    >
      <MoveFields
        workspace={workspace}
        link={link}
        move={wish}
        onMove={(changed) => setWish({ ...wish, ...changed })}
      />
      <MovePreview plan={plan} />
    </FormDialog>
  );
}
