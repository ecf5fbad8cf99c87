import { Button, FormControl, TextInput } from "@primer/react";
import type { ReactElement } from "react";
import { useSubmit } from "../states/use-submit.ts";
import own from "./apis.module.css";

export interface SaveFormProps {
  readonly message: string;
  readonly onMessage: (message: string) => void;
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  readonly onSave: () => void;
}

export function SaveForm({ message, onMessage, isChanged, isSaving, onSave }: SaveFormProps): ReactElement {
  const submit = useSubmit(isSaving || !isChanged, onSave);
  return (
    <form className={own.save} onSubmit={submit}>
      <FormControl className={own.message ?? ""}>
        <FormControl.Label>What did you change?</FormControl.Label>
        <TextInput
          block
          value={message}
          maxLength={2000}
          placeholder="For the history and the commit; may be left out"
          onChange={({ target }) => onMessage(target.value)}
        />
      </FormControl>
      <Button type="submit" variant="primary" disabled={!isChanged} loading={isSaving}>
        Save
      </Button>
    </form>
  );
}
