import type { ReactElement, ReactNode } from "react";
import classes from "./states.module.css";

/** What is answered one by one says whether the caller may change it. */
export interface MaybeWritable {
  readonly writable: boolean;
  /** Null: it is writable. */
  readonly needed: string | null;
}

export interface OnlyReadProps {
  /** Undefined: it is not read yet. */
  readonly of: MaybeWritable | undefined;
  /** What cannot be done, where it is not all; left out: it can only be read. */
  readonly children?: ReactNode;
}

/** Says early to whoever may only read why that is so, and whom to ask. */
export function OnlyRead({ of, children }: OnlyReadProps): ReactElement | null {
  if (of === undefined || of.writable) return null;
  return (
    <p className={classes.onlyRead}>
      {children ?? "You may read this, and not change it."} {of.needed} Ask its admins on GitHub.
    </p>
  );
}
