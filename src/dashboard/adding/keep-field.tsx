import { FormControl, Select } from "@primer/react";
import type { ReactElement } from "react";
import { type Keep, readKeep } from "./link-settings.ts";

const WORDS: Readonly<Record<Keep, string>> = {
  ask: "Show me both, and I choose",
  store: "Keep the text here",
  github: "Keep GitHub's text",
};

export interface KeepFieldProps {
  /** To choose from. */
  readonly keeps: readonly Keep[];
  readonly keep: Keep;
  readonly onKeep: (keep: Keep) => void;
}

export function KeepField({ keeps, keep, onKeep }: KeepFieldProps): ReactElement {
  return (
    <FormControl>
      <FormControl.Label>Where both differ</FormControl.Label>
      <Select block value={keep} onChange={({ target }) => onKeep(readKeep(target.value))}>
        {keeps.map((one) => (
          <Select.Option key={one} value={one}>
            {WORDS[one]}
          </Select.Option>
        ))}
      </Select>
    </FormControl>
  );
}
