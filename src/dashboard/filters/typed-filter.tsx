import { FormControl, TextInput } from "@primer/react";
import type { ReactElement } from "react";
import { useTyped } from "./use-typed.ts";

export interface TypedFilterProps {
  readonly label: string;
  readonly hint: string;
  /** What counts now. */
  readonly value: string;
  readonly onValue: (typed: string) => void;
  /** Id of a list of suggestions. */
  readonly list?: string;
}

/** Counts when typing rests. */
export function TypedFilter({ label, hint, value, onValue, list }: TypedFilterProps): ReactElement {
  const [typed, type] = useTyped(value, onValue);
  return (
    <FormControl>
      <FormControl.Label>{label}</FormControl.Label>
      <TextInput
        block
        value={typed}
        placeholder={hint}
        list={list}
        onChange={({ target }) => type(target.value)}
      />
    </FormControl>
  );
}
