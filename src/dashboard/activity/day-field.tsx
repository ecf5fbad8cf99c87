import { FormControl, TextInput } from "@primer/react";
import type { ReactElement } from "react";

export interface DayFieldProps {
  readonly label: string;
  /** As 2026-01-31; empty: none. */
  readonly value: string;
  readonly min?: string;
  readonly max?: string;
  readonly onValue: (day: string) => void;
}

export function DayField({ label, value, onValue, min, max }: DayFieldProps): ReactElement {
  return (
    <FormControl>
      <FormControl.Label>{label}</FormControl.Label>
      <TextInput
        block
        type="date"
        value={value}
        min={min}
        max={max}
        onChange={({ target }) => onValue(target.value)}
      />
    </FormControl>
  );
}
