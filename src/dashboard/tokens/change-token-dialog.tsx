import { FormControl, Select, TextInput } from "@primer/react";
import { type ReactElement, useState } from "react";
import { changeToken } from "../api/tokens.ts";
import { FormDialog } from "../dialogs/form-dialog.tsx";
import type { TokenDialogProps } from "./revoke-token-dialog.tsx";
import { expiryOf, LIFETIMES } from "./token-words.ts";

const AS_IT_IS = "";

/** Its name and its end; its scopes stay. */
export function ChangeTokenDialog({ workspace, token, onClose }: TokenDialogProps): ReactElement {
  const [name, setName] = useState(token.name);
  const [lifetime, setLifetime] = useState(AS_IT_IS);
  return (
    <FormDialog
      workspace={workspace}
      title="Change the token"
      action="Save"
      isReady={name.trim() !== ""}
      carryOut={() =>
        changeToken(workspace, token.id, {
          name: name.trim(),
          ...(lifetime !== AS_IT_IS && { expiresAt: expiryOf(lifetime, Date.now()) }),
        })
      }
      onDone={onClose}
      onClose={onClose}
    >
      <FormControl required>
        <FormControl.Label>Name</FormControl.Label>
        <TextInput block value={name} maxLength={100} onChange={({ target }) => setName(target.value)} />
      </FormControl>
      <FormControl>
        <FormControl.Label>Expires</FormControl.Label>
        <Select block value={lifetime} onChange={({ target }) => setLifetime(target.value)}>
          <Select.Option value={AS_IT_IS}>As it is</Select.Option>
          {LIFETIMES.map(([value, words, days]) => (
            <Select.Option key={value} value={value}>
              {days === null ? words : `${words} from now`}
            </Select.Option>
          ))}
        </Select>
        <FormControl.Caption>
          Its secret and its scopes stay. Who wants other scopes makes another token.
        </FormControl.Caption>
      </FormControl>
    </FormDialog>
  );
}
