import { type ReactElement, useState } from "react";
import { restrictHook } from "../api/hooks.ts";
import { FormDialog } from "../dialogs/form-dialog.tsx";
import { AddressesField } from "./addresses-field.tsx";
import { addressesIn, addressesText } from "./hook-words.ts";
import type { HookDialogProps } from "./remove-hook-dialog.tsx";

/** Its URL stays. */
export function AddressesDialog({ workspace, hook, onClose }: HookDialogProps): ReactElement {
  const [text, setText] = useState(addressesText(hook.allowedAddresses));
  return (
    <FormDialog
      workspace={workspace}
      title="From where it takes saves"
      action="Save"
      carryOut={() => restrictHook(workspace, hook.id, addressesIn(text))}
      onDone={onClose}
      onClose={onClose}
    >
      <AddressesField text={text} onText={setText} />
    </FormDialog>
  );
}
