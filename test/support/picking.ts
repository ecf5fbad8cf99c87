/** Choices that look random and are the same for the same seed. */

/** Picks one; of nothing, nothing. */
export type Pick = <Item>(items: readonly Item[]) => Item | undefined;

/** Mulberry32. */
export function picking(seed: number): Pick {
  let state = seed;
  return (items) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return items[((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(items.length, 1)];
  };
}
