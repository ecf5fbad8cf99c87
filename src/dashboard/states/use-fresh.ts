import { useState } from "react";

export interface Fresh<Item> {
  /** Without what has come on top since it was drawn, or since that was asked for. */
  readonly shown: readonly Item[];
  /** How many have come on top. */
  readonly count: number;
  readonly show: () => void;
  /** What somebody made here is shown by itself, with all that came before it. */
  readonly showTo: (number: number) => void;
}

export interface FreshOf<Item> {
  /** Newest first. */
  readonly items: readonly Item[];
  /** Each greater than those of the items that came before. */
  readonly numberOf: (item: Item) => number;
  /** The items are as they were when somebody came here, and are being read again. */
  readonly isOld: boolean;
}

/** Counts what comes on top of a list while somebody reads it: nothing that is read moves away. */
export function useFresh<Item>({ items, numberOf, isOld }: FreshOf<Item>): Fresh<Item> {
  // Null: all is shown as it comes.
  const [top, setTop] = useState<number | null>(null);
  const [first] = items;
  const newest = first === undefined ? 0 : numberOf(first);
  if (top === null && !isOld) setTop(newest);
  const known = top === null ? items : items.filter((item) => numberOf(item) <= top);
  // So many came that none of those that were shown is read any more: the list begins anew.
  const shown = known.length === 0 ? items : known;
  return {
    shown,
    count: items.length - shown.length,
    show: () => setTop(newest),
    showTo: (number) => setTop((now) => (now === null ? null : Math.max(now, number))),
  };
}
