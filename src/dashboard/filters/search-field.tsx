import { SearchIcon } from "@primer/octicons-react";
import { FormControl, TextInput } from "@primer/react";
import type { ReactElement } from "react";

export interface SearchFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
}

/** Finds what is to be chosen below it. */
export function SearchField({ label, hint, typed, onTyped }: SearchFieldProps): ReactElement {
  return (
    <FormControl>
      <FormControl.Label>{label}</FormControl.Label>
      <TextInput
        block
        leadingVisual={SearchIcon}
        value={typed}
        placeholder={hint}
        onChange={({ target }) => onTyped(target.value)}
      />
    </FormControl>
  );
}
