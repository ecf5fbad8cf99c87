import { Button } from "@primer/react";
import type { ReactElement } from "react";
import { useCopying } from "./use-copying.ts";

/** Nothing where the browser lets no page copy, as over plain HTTP. */
export function CopyButton({ text }: { readonly text: string }): ReactElement | null {
  const { copy, words, icon } = useCopying(text);
  if (!("clipboard" in navigator)) return null;
  return (
    <Button leadingVisual={icon} onClick={copy}>
      {words}
    </Button>
  );
}
