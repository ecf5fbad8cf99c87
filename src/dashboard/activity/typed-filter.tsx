import { FormControl, TextInput } from "@primer/react";
import { type ReactElement, useEffect, useState } from "react";

const TYPED_MS = 300;

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
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  if (told !== value) {
    setTold(value);
    if (value !== typed.trim()) setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onValue(typed.trim()), TYPED_MS);
    return () => clearTimeout(timer);
  });
  return (
    <FormControl>
      <FormControl.Label>{label}</FormControl.Label>
      <TextInput
        block
        value={typed}
        placeholder={hint}
        list={list}
        onChange={({ target }) => setTyped(target.value)}
      />
    </FormControl>
  );
}
