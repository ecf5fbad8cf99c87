import { SearchIcon } from "@primer/octicons-react";
import { FormControl, TextInput } from "@primer/react";
import { type ReactElement, useEffect, useRef } from "react";

export interface SearchFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  /** Somebody has just opened it. */
  readonly takesFocus?: boolean;
}

/** Finds what is to be chosen below it. */
export function SearchField({ label, hint, typed, onTyped, takesFocus }: SearchFieldProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus === true) input.current?.focus();
  }, [takesFocus]);
  return (
    <FormControl>
      <FormControl.Label>{label}</FormControl.Label>
      <TextInput
        ref={input}
        block
        leadingVisual={SearchIcon}
        value={typed}
        placeholder={hint}
        onChange={({ target }) => onTyped(target.value)}
        // It searches while one types, and sends no form that it stands in.
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      />
    </FormControl>
  );
}
