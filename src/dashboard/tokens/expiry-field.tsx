import { FormControl, Select, TextInput } from "@primer/react";
import { type ReactElement, useState } from "react";
import { LIFETIMES } from "./token-words.ts";

const DAY = "day";

export interface ExpiryFieldProps {
  /** One of `LIFETIMES`, or a day; empty: none was chosen yet. */
  readonly value: string;
  readonly onValue: (value: string) => void;
}

export function ExpiryField({ value, onValue }: ExpiryFieldProps): ReactElement {
  const [isDay, setIsDay] = useState(false);
  return (
    <>
      <FormControl>
        <FormControl.Label>Expires after</FormControl.Label>
        <Select
          block
          value={isDay ? DAY : value}
          onChange={({ target }) => {
            setIsDay(target.value === DAY);
            onValue(target.value === DAY ? "" : target.value);
          }}
        >
          {LIFETIMES.map(([one, words]) => (
            <Select.Option key={one} value={one}>
              {words}
            </Select.Option>
          ))}
          <Select.Option value={DAY}>On a day</Select.Option>
        </Select>
        {value === "never" && (
          <FormControl.Caption>
            Whoever finds it can use it until somebody revokes it: better to let it end.
          </FormControl.Caption>
        )}
      </FormControl>
      {isDay && (
        <FormControl required>
          <FormControl.Label>Last day</FormControl.Label>
          <TextInput block type="date" value={value} onChange={({ target }) => onValue(target.value)} />
        </FormControl>
      )}
    </>
  );
}
