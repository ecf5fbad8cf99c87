import type { ReactElement, ReactNode } from "react";
import classes from "./places.module.css";

export interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly children: ReactNode;
}

export function Step({ number, title, children }: StepProps): ReactElement {
  return (
    <li className={classes.step}>
      <h2>{`${number}. ${title}`}</h2>
      {children}
    </li>
  );
}
