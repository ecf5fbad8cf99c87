import { FormControl, TextInput } from "@primer/react";
import type { ReactElement } from "react";
import type { TokenWithSecret } from "../api/contract.ts";
import { makeToken } from "../api/tokens.ts";
import { FormDialog } from "../dialogs/form-dialog.tsx";
import { ExpiryField } from "./expiry-field.tsx";
import { ScopesField } from "./scopes-field.tsx";
import { useTokenWish, wishOf } from "./use-token-wish.ts";

export interface NewTokenProps {
  readonly workspace: string;
  readonly onClose: () => void;
  readonly onMade: (token: TokenWithSecret) => void;
}

export function NewTokenDialog({ workspace, onClose, onMade }: NewTokenProps): ReactElement {
  const { fields, change, isWhole } = useTokenWish();
  return (
    <FormDialog
      workspace={workspace}
      title="New token"
      action="Make token"
      isReady={isWhole}
      carryOut={() => makeToken(workspace, wishOf(fields, Date.now()))}
      onDone={onMade}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
