/** The three-way merge of texts by lines, as git does it, but with the style of the text (line ending, final newline, byte order mark) merged apart. */
import { alignThree, lengthOf, type Range, type Region, type Three } from "./align.ts";
import type { MatchBudget } from "./match-sequences.ts";
import { type LineStyle, readThree, writeLines } from "./text-lines.ts";

export interface LineMerge {
  /** With git's conflict markers around what clashes. */
  readonly text: string;
  /** Regions that both sides changed, each in its own way. */
  readonly clashes: number;
}

/** The sides' names in conflict markers. */
const STORE = "store";
const REMOTE = "GitHub";

export function mergeLines(texts: Three<string>, budget: MatchBudget): LineMerge {
  const settled = settle(texts);
  if (settled !== null) return { text: settled, clashes: 0 };
  const { three, style } = readThree(texts);
  const ids = numberLines(three);
  const merged: string[] = [];
  let clashes = 0;
  for (const region of alignThree(ids, budget, { canTouch: false })) {
    const side = sideOf(ids, region);
    if (side === null) {
      clashes++;
      for (const line of clashLines({ three, ids, region }, style)) merged.push(line);
    } else {
      for (let at = region[side].from; at < region[side].to; at++) merged.push(three[side][at] ?? "");
    }
  }
  return { text: writeLines(merged, style), clashes };
}

/** What needs no merge: both sides alike, or only one changed. */
export function settle<T>({ base, store, remote }: Three<T>): T | null {
  if (store === remote || remote === base) return store;
  return store === base ? remote : null;
}

function numberLines({ base, store, remote }: Three<readonly string[]>): Three<Int32Array> {
  const numbers = new Map<string, number>();
  const numberOf = (line: string): number => {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, numbers.size);
    return numbers.size - 1;
  };
  return {
    base: Int32Array.from(base, numberOf),
    store: Int32Array.from(store, numberOf),
    remote: Int32Array.from(remote, numberOf),
  };
}

/** Whose elements a region takes; null where both sides changed it differently. */
export function sideOf(ids: Three<Int32Array>, region: Region): "store" | "remote" | null {
  if (region.isStable || isEqual(ids, region, ["base", "remote"])) return "store";
  if (isEqual(ids, region, ["base", "store"])) return "remote";
  return isEqual(ids, region, ["store", "remote"]) ? "store" : null;
}

function isEqual(
  ids: Three<Int32Array>,
  region: Region,
  [one, other]: readonly [keyof Three<unknown>, keyof Three<unknown>],
): boolean {
  const length = lengthOf(region[one]);
  if (length !== lengthOf(region[other])) return false;
  for (let at = 0; at < length; at++) {
    if (ids[one][region[one].from + at] !== ids[other][region[other].from + at]) return false;
  }
  return true;
}

interface Clash {
  readonly three: Three<readonly string[]>;
  readonly ids: Three<Int32Array>;
  readonly region: Region;
}

/** What both sides have in common at the region's ends stands outside the markers. */
function clashLines({ three, ids, region }: Clash, style: LineStyle): readonly string[] {
  const { store, remote } = region;
  const shorter = Math.min(lengthOf(store), lengthOf(remote));
  let first = 0;
  while (first < shorter && ids.store[store.from + first] === ids.remote[remote.from + first]) first++;
  let last = 0;
  while (first + last < shorter && ids.store[store.to - 1 - last] === ids.remote[remote.to - 1 - last])
    last++;
  const inner = (range: Range): Range => ({ from: range.from + first, to: range.to - last });
  const end = style.ending === "mixed" ? "\n" : "";
  return [
    ...slice(three.store, { from: store.from, to: store.from + first }),
    `<<<<<<< ${STORE}${end}`,
    ...slice(three.store, inner(store)),
    `=======${end}`,
    ...slice(three.remote, inner(remote)),
    `>>>>>>> ${REMOTE}${end}`,
    ...slice(three.store, { from: store.to - last, to: store.to }),
  ];
}

function slice(lines: readonly string[], { from, to }: Range): readonly string[] {
  return lines.slice(from, to);
}
