import { Button } from "@primer/react";
import { type ReactElement, useState } from "react";

export interface Shown<Item> {
  readonly shown: readonly Item[];
  /** Shows as many again; null: all are shown. */
  readonly more: ReactElement | null;
}

/** The first of a list that is there as a whole. More at once are slow to draw, and nobody reads them. */
export function useShown<Item>(items: readonly Item[], atOnce: number): Shown<Item> {
  const [count, setCount] = useState(atOnce);
  const rest = items.length - count;
  const more = rest > 0 && (
    <Button size="small" onClick={() => setCount(count + atOnce)}>
      {`Show ${Math.min(rest, atOnce)} of ${rest} more`}
    </Button>
  );
  return { shown: items.slice(0, count), more: more || null };
}
