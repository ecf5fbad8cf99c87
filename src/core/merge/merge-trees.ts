/**
 * The three-way merge of values, by their paths: what a right merge of the texts must mean. A path that both sides changed
 * differently is a clash; so is one that a side removed and the other changed, and one that both added with different values.
 */
import { alignThree, lengthOf, type Region, type Three } from "./align.ts";
import type { MatchBudget } from "./match-sequences.ts";
import { mergeLines, settle, sideOf } from "./merge-lines.ts";
import type { SourceEntry } from "./source-tree.ts";
import { numberList, numberMap, numberString, stringOf, type ValueNumbers } from "./value-numbers.ts";

export interface TreeMerge {
  readonly numbers: ValueNumbers;
  readonly budget: MatchBudget;
}

type Merged = number | "absent" | "clash";

/** The number of the merged value, or `clash`. */
export function mergeTrees(merge: TreeMerge, roots: Three<SourceEntry>): number | "clash" {
  const merged = mergeValues(merge, roots);
  return merged === "absent" ? "clash" : merged;
}

function mergeValues(merge: TreeMerge, { base, store, remote }: Three<SourceEntry | undefined>): Merged {
  const settled = settle({ base: idOf(base), store: idOf(store), remote: idOf(remote) });
  if (settled !== null) return settled;
  if (base === undefined || store === undefined || remote === undefined) return "clash";
  const three = { base, store, remote };
  if (!isAlike(three)) return "clash";
  if (base.kind === "map") return mergeMaps(merge, three);
  return base.kind === "list" ? mergeLists(merge, three) : mergeStrings(merge, three);
}

function idOf(entry: SourceEntry | undefined): number | "absent" {
  return entry?.id ?? "absent";
}

/** Containers, or scalars, of one kind and with the same anchor and tag. */
export function isAlike({ base, store, remote }: Three<SourceEntry>): boolean {
  return [store, remote].every((side) => side.kind === base.kind && side.properties === base.properties);
}

function mergeMaps(merge: TreeMerge, three: Three<SourceEntry>): number | "clash" {
  const maps = byKey(three);
  const members: (readonly [string, number])[] = [];
  for (const key of new Set([...maps.base.keys(), ...maps.store.keys(), ...maps.remote.keys()])) {
    const value = mergeValues(merge, {
      base: maps.base.get(key),
      store: maps.store.get(key),
      remote: maps.remote.get(key),
    });
    if (value === "clash") return "clash";
    if (value !== "absent") members.push([key, value]);
  }
  return numberMap(merge.numbers, three.base.properties, members);
}

export function byKey({ base, store, remote }: Three<SourceEntry>): Three<ReadonlyMap<string, SourceEntry>> {
  return { base: membersOf(base), store: membersOf(store), remote: membersOf(remote) };
}

function membersOf(entry: SourceEntry): ReadonlyMap<string, SourceEntry> {
  return new Map(entry.entries.map((child) => [child.key, child]));
}

function mergeLists(merge: TreeMerge, three: Three<SourceEntry>): number | "clash" {
  const ids: number[] = [];
  const { regions, numbers } = alignItems(three, merge.budget);
  for (const region of regions) {
    const side = sideOf(numbers, region);
    if (side !== null) {
      for (let at = region[side].from; at < region[side].to; at++) ids.push(numbers[side][at] ?? -1);
      continue;
    }
    if (!isItemByItem(region)) return "clash";
    for (const item of itemsOf(three, region)) {
      const value = mergeValues(merge, item);
      if (value === "clash" || value === "absent") return "clash";
      ids.push(value);
    }
  }
  return numberList(merge.numbers, three.base.properties, ids);
}

/** The items of three lists side by side. */
export function alignItems(
  three: Three<SourceEntry>,
  budget: MatchBudget,
): { readonly regions: readonly Region[]; readonly numbers: Three<Int32Array> } {
  const numbers = {
    base: itemNumbers(three.base),
    store: itemNumbers(three.store),
    remote: itemNumbers(three.remote),
  };
  return { regions: alignThree(numbers, budget, { canTouch: true }), numbers };
}

function itemNumbers(list: SourceEntry): Int32Array {
  return Int32Array.from(list.entries, ({ id }) => id);
}

/** As many items on each side: the items changed, the list did not. */
export function isItemByItem({ base, store, remote }: Region): boolean {
  return lengthOf(base) === lengthOf(store) && lengthOf(base) === lengthOf(remote);
}

export function* itemsOf(
  { base, store, remote }: Three<SourceEntry>,
  region: Region,
): Generator<Three<SourceEntry>> {
  for (let at = 0; at < lengthOf(region.base); at++) {
    const item = base.entries[region.base.from + at];
    const ours = store.entries[region.store.from + at];
    const theirs = remote.entries[region.remote.from + at];
    if (item === undefined || ours === undefined || theirs === undefined) return;
    yield { base: item, store: ours, remote: theirs };
  }
}

/** Long texts within a document, such as descriptions, merge by their lines. */
function mergeStrings({ numbers, budget }: TreeMerge, three: Three<SourceEntry>): number | "clash" {
  const base = stringOf(numbers, three.base.id);
  const store = stringOf(numbers, three.store.id);
  const remote = stringOf(numbers, three.remote.id);
  if (base === null || store === null || remote === null) return "clash";
  if (![base, store, remote].every((text) => text.includes("\n"))) return "clash";
  const { text, clashes } = mergeLines({ base, store, remote }, budget);
  return clashes > 0 ? "clash" : numberString(numbers, text);
}
