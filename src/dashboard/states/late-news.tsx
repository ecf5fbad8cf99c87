import type { ReactElement, ReactNode } from "react";
import classes from "./states.module.css";

/** Of a text that is being written: beneath it, and in sight at the foot of the window, so that what is written does not move. */
export function LateNews({ children }: { readonly children: ReactNode }): ReactElement {
  return <div className={classes.lateNews}>{children}</div>;
}
