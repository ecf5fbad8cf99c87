import { type ReactElement, useState } from "react";
import type { Hook } from "../api/contract.ts";
import { FormDialog } from "../dialogs/form-dialog.tsx";
import { AddressesField } from "./addresses-field.tsx";
import { addressesIn, addressesText } from "./hook-words.ts";

export interface AddressesDialogProps {
  readonly workspace: string;
  readonly hook: Hook;
  readonly restrict: (addresses: string[] | null) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Its URL stays. */
export function AddressesDialog({ workspace, hook, restrict, onClose }: AddressesDialogProps): ReactElement {
  const [text, setText] = useState(addressesText(hook.allowedAddresses));
  return (
    <FormDialog
      workspace={workspace}
      title="From where it takes saves"
      action="Save"
      carryOut={() => restrict(addressesIn(text))}
      onDone={onClose}
      onClose={onClose}
    >
      <AddressesField text={text} onText={setText} />
    </FormDialog>
  );
}
