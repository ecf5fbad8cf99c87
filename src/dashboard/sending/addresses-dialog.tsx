import { Dialog } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useId, useState } from "react";
import { restrictHook } from "../api/hooks.ts";
import { workspaceKey } from "../api/keys.ts";
import { Failure } from "../states/failure.tsx";
import { AddressesField } from "./addresses-field.tsx";
import { addressesIn, addressesText } from "./hook-words.ts";
import type { HookDialogProps } from "./remove-hook-dialog.tsx";
import own from "./sending.module.css";

/** Its URL stays. */
export function AddressesDialog({ workspace, hook, onClose }: HookDialogProps): ReactElement {
  const client = useQueryClient();
  const form = useId();
  const [text, setText] = useState(addressesText(hook.allowedAddresses));
  const change = useMutation({
    mutationFn: () => restrictHook(workspace, hook.id, addressesIn(text)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Dialog
      title="From where it takes saves"
      onClose={onClose}
      footerButtons={[
        { content: "Cancel", onClick: onClose },
        { content: "Save", buttonType: "primary", type: "submit", form, loading: change.isPending },
      ]}
    >
      <form id={form} onSubmit={submit} className={own.form}>
        <AddressesField text={text} onText={setText} />
        {change.error !== null && <Failure error={change.error} />}
      </form>
    </Dialog>
  );
}
