/** Three sequences side by side: where all agree, and where a side differs (Khanna, Kunal, Pierce: "A Formal Investigation of Diff3"). */
import { type MatchBudget, matchSequences } from "./match-sequences.ts";

export interface Three<T> {
  readonly base: T;
  readonly store: T;
  readonly remote: T;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Region extends Three<Range> {
  /** All three are equal here, element by element. */
  readonly isStable: boolean;
}

/** For each element of the base its place on a side, or -1. */
interface Matches {
  readonly store: Int32Array;
  readonly remote: Int32Array;
}

/**
 * The regions in order, without gaps.
 * @param canTouch true: changes of the two sides that only touch are regions of their own; false: they are one, as in git
 */
export function alignThree(
  three: Three<Int32Array>,
  budget: MatchBudget,
  { canTouch }: { readonly canTouch: boolean },
): readonly Region[] {
  const matches = {
    store: matchSequences(three.base, three.store, budget),
    remote: matchSequences(three.base, three.remote, budget),
  };
  const regions: Region[] = [];
  let done: Three<number> = { base: 0, store: 0, remote: 0 };
  const addUnstable = (end: Three<number>): void => {
    const region = regionBetween(done, end, false);
    if (canTouch) regions.push(...splitTouching(region, matches));
    else if (!isEmpty(region)) regions.push(region);
    done = end;
  };
  for (let at = 0; at < three.base.length; at++) {
    const start = { base: at, store: matches.store[at] ?? -1, remote: matches.remote[at] ?? -1 };
    if (start.store === -1 || start.remote === -1) continue;
    addUnstable(start);
    while (isRun(matches, at + 1, at)) at++;
    const length = at + 1 - start.base;
    done = { base: at + 1, store: start.store + length, remote: start.remote + length };
    regions.push(regionBetween(start, done, true));
  }
  addUnstable({ base: three.base.length, store: three.store.length, remote: three.remote.length });
  return regions;
}

function isRun({ store, remote }: Matches, next: number, at: number): boolean {
  return (
    next < store.length && store[next] === (store[at] ?? -1) + 1 && remote[next] === (remote[at] ?? -1) + 1
  );
}

function regionBetween(from: Three<number>, to: Three<number>, isStable: boolean): Region {
  return {
    isStable,
    base: { from: from.base, to: to.base },
    store: { from: from.store, to: to.store },
    remote: { from: from.remote, to: to.remote },
  };
}

export function lengthOf(range: Range): number {
  return range.to - range.from;
}

function isEmpty({ base, store, remote }: Region): boolean {
  return lengthOf(base) === 0 && lengthOf(store) === 0 && lengthOf(remote) === 0;
}

/** Cuts a region where both sides can tell which of their elements belong before a place of the base, and which behind it. */
function splitTouching(region: Region, matches: Matches): readonly Region[] {
  const parts: Region[] = [];
  let done: Three<number> = startOf(region);
  const end: Three<number> = { base: region.base.to, store: region.store.to, remote: region.remote.to };
  for (let at = region.base.from; at <= region.base.to; at++) {
    const store = neighbours(region, at, { range: region.store, matches: matches.store });
    const remote = neighbours(region, at, { range: region.remote, matches: matches.remote });
    const cut = { base: at, store: cutOf(store, remote), remote: cutOf(remote, store) };
    if (cut.store === null || cut.remote === null) continue;
    const reached = { base: at, store: cut.store, remote: cut.remote };
    if (reached.store < done.store || reached.remote < done.remote) continue;
    const part = regionBetween(done, reached, false);
    if (!isEmpty(part)) parts.push(part);
    done = reached;
  }
  const last = regionBetween(done, end, false);
  return isEmpty(last) ? parts : [...parts, last];
}

function startOf({ base, store, remote }: Region): Three<number> {
  return { base: base.from, store: store.from, remote: remote.from };
}

/** Where a side stands behind its match of the element before, and before its match of the next one; null: no such match. */
interface Neighbours {
  readonly behind: number | null;
  readonly before: number | null;
}

function neighbours(
  region: Region,
  at: number,
  { range, matches }: { readonly range: Range; readonly matches: Int32Array },
): Neighbours {
  const previous = at === region.base.from ? range.from - 1 : (matches[at - 1] ?? -1);
  const next = at === region.base.to ? range.to : (matches[at] ?? -1);
  const isKnown = at === region.base.from || previous !== -1;
  return { behind: isKnown ? previous + 1 : null, before: next === -1 ? null : next };
}

/** What a side inserted here goes to that part which the other side left alone. */
function cutOf(own: Neighbours, other: Neighbours): number | null {
  if (own.behind === null) return own.before;
  if (own.before === null || own.before === own.behind) return own.behind;
  return other.behind !== null && other.before === null ? own.before : own.behind;
}
