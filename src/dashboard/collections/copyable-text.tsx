import { FormControl, TextInput } from "@primer/react";
import type { ReactElement } from "react";
import { CopyButton } from "../states/copy-button.tsx";
import own from "./collections.module.css";

export interface CopyableTextProps {
  readonly label: string;
  readonly text: string;
}

export function CopyableText({ label, text }: CopyableTextProps): ReactElement {
  return (
    <div className={own.copyable}>
      <FormControl>
        <FormControl.Label>{label}</FormControl.Label>
        <TextInput block monospace readOnly value={text} onFocus={({ target }) => target.select()} />
      </FormControl>
      <CopyButton text={text} />
    </div>
  );
}
