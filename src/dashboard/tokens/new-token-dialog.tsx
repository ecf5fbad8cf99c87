import { Dialog, FormControl, TextInput } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useId } from "react";
import type { TokenWithSecret } from "../api/contract.ts";
import { workspaceKey } from "../api/keys.ts";
import { makeToken } from "../api/tokens.ts";
import { Failure } from "../states/failure.tsx";
import { ExpiryField } from "./expiry-field.tsx";
import { ScopesField } from "./scopes-field.tsx";
import classes from "./tokens.module.css";
import { useTokenWish, wishOf } from "./use-token-wish.ts";

export interface NewTokenProps {
  readonly workspace: string;
  readonly onClose: () => void;
  readonly onMade: (token: TokenWithSecret) => void;
}

export function NewTokenDialog({ workspace, onClose, onMade }: NewTokenProps): ReactElement {
  const client = useQueryClient();
  const form = useId();
  const { fields, change, isWhole } = useTokenWish();
  const make = useMutation({
    mutationFn: () => makeToken(workspace, wishOf(fields, Date.now())),
    onSuccess: async (token) => {
      onMade(token);
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isWhole) make.mutate();
  };
  const loading = make.isPending;
  return (
    <Dialog
      title="New token"
      onClose={onClose}
      footerButtons={[
        { content: "Cancel", onClick: onClose },
        { content: "Make token", buttonType: "primary", type: "submit", form, loading, disabled: !isWhole },
      ]}
    >
      <form id={form} onSubmit={submit} className={classes.form}>
        <FormControl required>
          <FormControl.Label>Name</FormControl.Label>
          <TextInput
            block
            value={fields.name}
            maxLength={100}
            placeholder="Where it is used, such as: nightly build"
            onChange={({ target }) => change({ name: target.value })}
          />
        </FormControl>
        <ScopesField workspace={workspace} fields={fields} onChange={change} />
        <ExpiryField value={fields.lifetime} onValue={(lifetime) => change({ lifetime })} />
        {make.error !== null && <Failure error={make.error} />}
      </form>
    </Dialog>
  );
}
