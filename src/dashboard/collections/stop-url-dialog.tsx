import { ConfirmationDialog } from "@primer/react";
import type { ReactElement } from "react";

export interface StopUrlDialogProps {
  readonly deed: "replace" | "remove";
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

const WORDS = {
  replace: {
    title: "Replace the URL by a new one?",
    action: "Replace it",
    effect:
      "The present one stops working at once: whoever sends has to be given the new one, which is shown once.",
  },
  remove: {
    title: "Take the URL back?",
    action: "Take it back",
    effect: "It stops working at once, wherever it is used. The collection and its files stay.",
  },
} as const;

/** Asked where somebody sends to the URL that is to stop. */
export function StopUrlDialog({ deed, onConfirm, onClose }: StopUrlDialogProps): ReactElement {
  const { title, action, effect } = WORDS[deed];
  return (
    <ConfirmationDialog
      title={title}
      confirmButtonContent={action}
      confirmButtonType="danger"
      onClose={(gesture) => {
        onClose();
        if (gesture === "confirm") onConfirm();
      }}
    >
      {effect}
    </ConfirmationDialog>
  );
}
