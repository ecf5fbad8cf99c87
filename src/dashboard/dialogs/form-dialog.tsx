import { Dialog } from "@primer/react";
import { type ReactElement, type ReactNode, useId } from "react";
import { Failure } from "../states/failure.tsx";
import { useSubmit } from "../states/use-submit.ts";
import classes from "./dialogs.module.css";
import { type Deed, useDeed } from "./use-deed.ts";

export interface FormDialogProps<Done> extends Deed<Done> {
  readonly title: string;
  /** What the button says. */
  readonly action: string;
  /** Whether what is written can be sent as it is. */
  readonly isReady?: boolean;
  readonly width?: "large";
  readonly onClose: () => void;
  /** Fields. */
  readonly children: ReactNode;
}

/** Asks for what a deed takes, and stays with the reason where it fails. */
export function FormDialog<Done>(props: FormDialogProps<Done>): ReactElement {
  const { title, action, isReady = true, width = "medium", onClose, children } = props;
  const form = useId();
  const { mutate, isPending: loading, error } = useDeed(props);
  const submit = useSubmit(loading || !isReady, mutate);
  return (
    <Dialog
      title={title}
      width={width}
      onClose={onClose}
      footerButtons={[
        { content: "Cancel", onClick: onClose },
        { content: action, buttonType: "primary", type: "submit", form, loading, disabled: !isReady },
      ]}
    >
      <form id={form} onSubmit={submit} className={classes.form}>
        {children}
        {error !== null && <Failure error={error} />}
      </form>
    </Dialog>
  );
}
