import { AlertIcon, CheckIcon, ChevronDownIcon } from "@primer/octicons-react";
import type { ReactElement, ReactNode } from "react";
import classes from "./places.module.css";

export interface HeldLineProps {
  /** `looking`: what it will say is not known yet. */
  readonly tone: "looking" | "fine" | "attention" | "danger";
  readonly words: string;
  /** What there is to say at length; left out: nothing. */
  readonly children?: ReactNode;
}

/**
 * What is found out late, in one line whose room is held from the start: nothing beneath it moves when it comes. What it says at
 * length is opened by whoever wants it.
 */
export function HeldLine({ tone, words, children }: HeldLineProps): ReactElement {
  const line = (
    <>
      <HeldIcon tone={tone} />
      <span>{words}</span>
    </>
  );
  return (
    <div className={classes.held} data-tone={tone} aria-live="polite">
      {children === undefined ? (
        <p>{line}</p>
      ) : (
        <details>
          <summary>
            {line}
            <ChevronDownIcon />
          </summary>
          {children}
        </details>
      )}
    </div>
  );
}

function HeldIcon({ tone }: Pick<HeldLineProps, "tone">): ReactElement | null {
  switch (tone) {
    case "looking":
      return null;
    case "fine":
      return <CheckIcon aria-hidden />;
    case "attention":
    case "danger":
      return <AlertIcon aria-label="Mind" />;
  }
}
