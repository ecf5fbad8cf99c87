import { Dialog, FormControl, Select, TextInput } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useId, useState } from "react";
import { workspaceKey } from "../api/keys.ts";
import { changeToken } from "../api/tokens.ts";
import { Failure } from "../states/failure.tsx";
import type { TokenDialogProps } from "./revoke-token-dialog.tsx";
import { expiryOf, LIFETIMES } from "./token-words.ts";
import classes from "./tokens.module.css";

const AS_IT_IS = "";

/** Its name and its end; its scopes stay. */
export function ChangeTokenDialog({ workspace, token, onClose }: TokenDialogProps): ReactElement {
  const client = useQueryClient();
  const form = useId();
  const [name, setName] = useState(token.name);
  const [lifetime, setLifetime] = useState(AS_IT_IS);
  const change = useMutation({
    mutationFn: () =>
      changeToken(workspace, token.id, {
        name: name.trim(),
        ...(lifetime !== AS_IT_IS && { expiresAt: expiryOf(lifetime, Date.now()) }),
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== "") change.mutate();
  };
  return (
    <Dialog
      title="Change the token"
      onClose={onClose}
      footerButtons={[
        { content: "Cancel", onClick: onClose },
        {
          content: "Save",
          buttonType: "primary",
          type: "submit",
          form,
          loading: change.isPending,
          disabled: name.trim() === "",
        },
      ]}
    >
      <form id={form} onSubmit={submit} className={classes.form}>
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
        {change.error !== null && <Failure error={change.error} />}
      </form>
    </Dialog>
  );
}
