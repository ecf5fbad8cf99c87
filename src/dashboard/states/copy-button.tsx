import { CheckIcon, CopyIcon } from "@primer/octicons-react";
import { Button } from "@primer/react";
import { type ReactElement, useState } from "react";
import { announce } from "../announce/live-region.ts";

/** Nothing where the browser lets no page copy, as over plain HTTP. */
export function CopyButton({ text }: { readonly text: string }): ReactElement | null {
  const [copied, setCopied] = useState<string | null>(null);
  if (!("clipboard" in navigator)) return null;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(text);
    announce("Copied");
  };
  const isCopied = copied === text;
  return (
    <Button leadingVisual={isCopied ? CheckIcon : CopyIcon} onClick={() => void copy()}>
      {isCopied ? "Copied" : "Copy"}
    </Button>
  );
}
