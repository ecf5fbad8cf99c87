import { FormControl, Select } from "@primer/react";
import { type ReactElement, useState } from "react";
import { changeLink } from "../api/links.ts";
import { FormDialog } from "../dialogs/form-dialog.tsx";
import type { LinkProps } from "./link-standing.tsx";
import { MODE_WORDS, MODES, restsFor } from "./saving-words.ts";

export interface SavingDialogProps extends LinkProps {
  readonly onClose: () => void;
}

/** By commits or by pull requests, and how often. */
export function SavingDialog({ workspace, link, onClose }: SavingDialogProps): ReactElement {
  const [mode, setMode] = useState(link.mode);
  const [quiet, setQuiet] = useState(link.quiet);
  const [rests] = useState(() => restsFor(link.quiet));
  return (
    <FormDialog
      workspace={workspace}
      title="How saves come to GitHub"
      action="Save"
      carryOut={() => changeLink(workspace, link.id, { mode, quiet })}
      onDone={onClose}
      onClose={onClose}
    >
      <FormControl>
        <FormControl.Label>Saves become</FormControl.Label>
        <Select
          block
          value={mode}
          onChange={({ target }) => setMode(MODES.find((one) => one === target.value) ?? mode)}
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
        <Select block value={quiet} onChange={({ target }) => setQuiet(target.value)}>
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
    </FormDialog>
  );
}
