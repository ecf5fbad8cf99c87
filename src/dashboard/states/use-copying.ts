import { AlertIcon, CheckIcon, CopyIcon, type Icon } from "@primer/octicons-react";
import { useState } from "react";
import { announce } from "../announce/live-region.ts";

export interface Copying {
  readonly copy: () => void;
  /** What the button says. */
  readonly words: string;
  readonly icon: Icon;
}

type Outcome = "copied" | "refused";

const WORDS: Readonly<Record<Outcome, { readonly words: string; readonly icon: Icon }>> = {
  copied: { words: "Copied", icon: CheckIcon },
  refused: { words: "Copy it by hand", icon: AlertIcon },
};

/** Puts a text on the clipboard, and says where the browser does not let it. */
export function useCopying(text: string): Copying {
  const [last, setLast] = useState<{ readonly text: string; readonly outcome: Outcome } | null>(null);
  const tell = (outcome: Outcome): void => {
    setLast({ text, outcome });
    announce(outcome === "copied" ? "Copied" : "The browser did not let it be copied: copy it by hand.");
  };
  const shown = last?.text === text ? WORDS[last.outcome] : { words: "Copy", icon: CopyIcon };
  const copy = (): void =>
    void navigator.clipboard.writeText(text).then(
      () => tell("copied"),
      () => tell("refused"),
    );
  return { copy, ...shown };
}
