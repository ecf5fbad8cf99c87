import { FormControl, Textarea } from "@primer/react";
import type { ReactElement } from "react";

export interface AddressesFieldProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

export function AddressesField({ text, onText }: AddressesFieldProps): ReactElement {
  return (
    <FormControl>
      <FormControl.Label>Addresses that may send</FormControl.Label>
      <Textarea
        block
        rows={3}
        resize="vertical"
        value={text}
        placeholder={"192.0.2.1\n192.0.2.0/24"}
        onChange={({ target }) => onText(target.value)}
      />
      <FormControl.Caption>
        One in a line, or whole networks. Left empty, it takes saves from everywhere.
      </FormControl.Caption>
    </FormControl>
  );
}
