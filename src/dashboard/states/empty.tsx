import type { Icon } from "@primer/octicons-react";
import type { ReactElement, ReactNode } from "react";
import classes from "./states.module.css";

export interface EmptyProps {
  readonly icon: Icon;
  readonly title: string;
  readonly children: ReactNode;
  /** The next step. */
  readonly actions?: ReactNode;
}

export function Empty({ icon: EmptyIcon, title, children, actions }: EmptyProps): ReactElement {
  return (
    <div className={classes.empty}>
      <EmptyIcon size={24} />
      <h2>{title}</h2>
      <p>{children}</p>
      {actions !== undefined && <div>{actions}</div>}
    </div>
  );
}
