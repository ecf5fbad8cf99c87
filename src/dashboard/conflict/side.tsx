import { Button } from "@primer/react";
import type { ReactElement, ReactNode } from "react";
import classes from "./conflict.module.css";

export interface SideProps {
  readonly title: string;
  /** What the button says. */
  readonly action: string;
  readonly isDisabled: boolean;
  /** It is being carried out. */
  readonly isSent: boolean;
  readonly onChoose: () => void;
  /** What will be done. */
  readonly children: ReactNode;
}

export function Side({ title, action, isDisabled, isSent, onChoose, children }: SideProps): ReactElement {
  return (
    <section className={classes.side} aria-label={title}>
      <h2>{title}</h2>
      <p>{children}</p>
      <div>
        <Button onClick={onChoose} disabled={isDisabled && !isSent} loading={isSent}>
          {action}
        </Button>
      </div>
    </section>
  );
}
