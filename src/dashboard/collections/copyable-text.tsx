import { CheckIcon, CopyIcon } from "@primer/octicons-react";
import { Button, FormControl, TextInput } from "@primer/react";
import { type ReactElement, useState } from "react";
import { announce } from "../announce/live-region.ts";
import own from "./collections.module.css";

export interface CopyableTextProps {
  readonly label: string;
  readonly text: string;
}

export function CopyableText({ label, text }: CopyableTextProps): ReactElement {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
    announce("Copied");
  };
  return (
    <div className={own.copyable}>
      <FormControl>
        <FormControl.Label>{label}</FormControl.Label>
        <TextInput block monospace readOnly value={text} onFocus={({ target }) => target.select()} />
      </FormControl>
      {"clipboard" in navigator && (
        <Button leadingVisual={isCopied ? CheckIcon : CopyIcon} onClick={() => void copy()}>
          {isCopied ? "Copied" : "Copy"}
        </Button>
      )}
    </div>
  );
}
