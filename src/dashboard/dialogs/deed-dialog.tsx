import { ConfirmationDialog } from "@primer/react";
import type { ReactElement, ReactNode } from "react";
import { Failure } from "../states/failure.tsx";
import { type Deed, useDeed } from "./use-deed.ts";

export interface DeedDialogProps<Done> extends Deed<Done> {
  readonly title: string;
  /** What the button says. */
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly onClose: () => void;
  /** What it does, and what stays. */
  readonly children: ReactNode;
}

/** Asks before something is done, and stays with the reason where it fails. */
export function DeedDialog<Done>(props: DeedDialogProps<Done>): ReactElement {
  const { title, action, isDangerous = true, onClose, children } = props;
  const { mutate, isPending, error } = useDeed(props);
  return (
    <ConfirmationDialog
      title={title}
      confirmButtonContent={action}
      confirmButtonType={isDangerous ? "danger" : "primary"}
      confirmButtonLoading={isPending}
      onClose={(gesture) => {
        if (gesture === "confirm") mutate();
        else onClose();
      }}
    >
      {children}
      {error !== null && <Failure error={error} />}
    </ConfirmationDialog>
  );
}
