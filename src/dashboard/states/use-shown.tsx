import { Button } from "@primer/react";
import { type ReactElement, useRef, useState } from "react";

export interface Shown<Item> {
  readonly shown: readonly Item[];
  /** Shows as many again, and says when all are shown; null: all fit at once. */
  readonly more: ReactElement | null;
}

/** The first of a list that is there as a whole. More at once are slow to draw, and nobody reads them. */
export function useShown<Item>(items: readonly Item[], atOnce: number): Shown<Item> {
  const [count, setCount] = useState(atOnce);
  const place = useRef<HTMLSpanElement>(null);
  const rest = items.length - count;
  const showMore = (): void => {
    setCount(count + atOnce);
    // The button goes with the last of them: the focus stays where it was.
    if (rest <= atOnce) place.current?.focus({ preventScroll: true });
  };
  const more = items.length > atOnce && (
    <span ref={place} tabIndex={-1}>
      {rest > 0 ? (
        <Button size="small" onClick={showMore}>
          {`Show ${Math.min(rest, atOnce)} of ${rest} more`}
        </Button>
      ) : (
        `All ${items.length} are shown.`
      )}
    </span>
  );
  return { shown: items.slice(0, count), more: more || null };
}
