import type { ReactElement, ReactNode } from "react";
import classes from "./states.module.css";

export interface HeldProps {
  /** It is not known yet whether it is offered. */
  readonly isHeld: boolean;
  /** Buttons, as if they stood here alone. */
  readonly children: ReactNode;
}

/** Keeps the room of what may be offered: nothing is shown first and taken away then, and nothing moves. */
export function Held({ isHeld, children }: HeldProps): ReactElement {
  return <span className={isHeld ? classes.held : classes.offered}>{children}</span>;
}
