import { Button } from "@primer/react";
import { type ReactElement, type ReactNode, useRef } from "react";
import { freshWords } from "./fresh-words.ts";
import classes from "./states.module.css";

export interface FreshBarProps {
  /** How many have come on top of the list since it was drawn. */
  readonly count: number;
  /** There are more of them than were read. */
  readonly hasMore?: boolean;
  readonly onShow: () => void;
  /** What is said of the list, on one line. */
  readonly children: ReactNode;
}

/** Above a list, and as high with something new as without. The focus stays here when the new is shown. */
export function FreshBar({ count, hasMore = false, onShow, children }: FreshBarProps): ReactElement {
  const bar = useRef<HTMLDivElement>(null);
  const show = (): void => {
    onShow();
    bar.current?.focus();
  };
  return (
    <div ref={bar} tabIndex={-1} className={classes.freshBar}>
      <div>{children}</div>
      {count > 0 && (
        <Button size="small" onClick={show}>
          {freshWords(count, hasMore)}
        </Button>
      )}
    </div>
  );
}
