import { FormControl, Select } from "@primer/react";
import { type ReactElement, useState } from "react";
import { MODE_WORDS, MODES, restsFor, type Saving } from "./saving-words.ts";

export interface SavingFieldsProps {
  readonly saving: Saving;
  readonly onSaving: (saving: Saving) => void;
}

/** By commits or by pull requests, and how often. */
export function SavingFields({ saving, onSaving }: SavingFieldsProps): ReactElement {
  const { mode, quiet } = saving;
  const [rests] = useState(() => restsFor(quiet));
  return (
    <>
      <FormControl>
        <FormControl.Label>Saves become</FormControl.Label>
        <Select
          block
          value={mode}
          onChange={({ target }) =>
            onSaving({ ...saving, mode: MODES.find((one) => one === target.value) ?? mode })
          }
        >
          {MODES.map((one) => (
            <Select.Option key={one} value={one}>
              {MODE_WORDS[one]}
            </Select.Option>
          ))}
        </Select>
        <FormControl.Caption>
          All that waits goes into one pull request, and is in step when that is merged.
        </FormControl.Caption>
      </FormControl>
      <FormControl>
        <FormControl.Label>How often</FormControl.Label>
        <Select block value={quiet} onChange={({ target }) => onSaving({ ...saving, quiet: target.value })}>
          {rests.map(([value, words]) => (
            <Select.Option key={value} value={value}>
              {words}
            </Select.Option>
          ))}
        </Select>
        <FormControl.Caption>
          Saves that come meanwhile are written together. None is lost.
        </FormControl.Caption>
      </FormControl>
    </>
  );
}
