/**
 * The three-way merge of texts by the entries that they consist of: each entry's comments, key, value and layout are merged
 * apart, so formatting and comments of both sides stay. Says no (null) rather than lose a comment; a layout that both sides
 * changed is the store's.
 *
 * To be used where the values are known to merge (merge-trees.ts); what it makes is to be checked by reading it.
 */
import type { Region, Three } from "./align.ts";
import type { MatchBudget } from "./match-sequences.ts";
import { settle, sideOf } from "./merge-lines.ts";
import { alignItems, byKey, isAlike, isItemByItem, itemsOf } from "./merge-trees.ts";
import { placeLeads } from "./place-leads.ts";
import {
  type EntryText,
  type Layout,
  type PrintableEntry,
  printSource,
  type SourceEntry,
} from "./source-tree.ts";

/** The merged text, or null. */
export function mergeSources(roots: Three<SourceEntry>, budget: MatchBudget): string | null {
  const merged = mergeEntries(roots, budget);
  return merged === null ? null : printSource(merged);
}

function mergeEntries(three: Three<SourceEntry>, budget: MatchBudget): PrintableEntry | null {
  const lead = mergeText(three, "lead");
  if (lead === null) return null;
  const isWhole = three.base.layout === null && three.store.layout === null && three.remote.layout === null;
  const layout = isAlike(three) ? mergeLayout(three) : null;
  if (layout === null && !isWhole) return takeChanged(three, lead);
  const head = mergeText(three, "head");
  const trail = mergeText(three, "trail");
  if (head === null || trail === null) return null;
  const frame = { lead, head, trail };
  return layout === null ? withValue(three, frame) : withEntries(three, { ...frame, layout }, budget);
}

type Frame = Pick<PrintableEntry, "lead" | "head" | "trail">;

function withValue(three: Three<SourceEntry>, frame: Frame): PrintableEntry | null {
  const text = mergeValueText(three);
  return text === null ? null : { ...frame, text, layout: null, entries: [] };
}

function withEntries(
  three: Three<SourceEntry>,
  frame: Frame & { readonly layout: Layout },
  budget: MatchBudget,
): PrintableEntry | null {
  const entries = three.base.kind === "map" ? mergeMembers(three, budget) : mergeItems(three, budget);
  return entries === null ? null : { ...frame, text: "", entries: placeLeads(entries, frame.layout, three) };
}

/** A difference of white space gives way to one of content. */
function mergeText(
  { base, store, remote }: Three<EntryText>,
  piece: "lead" | "head" | "trail",
): string | null {
  return mergeSpaced({ base: base[piece], store: store[piece], remote: remote[piece] });
}

function mergeSpaced(texts: Three<string>): string | null {
  const settled = settle(texts);
  if (settled !== null) return settled;
  const base = bare(texts.base);
  if (bare(texts.store) === base) return bare(texts.remote) === base ? texts.store : texts.remote;
  return bare(texts.remote) === base || bare(texts.remote) === bare(texts.store) ? texts.store : null;
}

function bare(text: string): string {
  return text.replaceAll(/[\s\0]/g, "");
}

/** A difference of notation gives way to one of value; but not where a comment may be in it. */
function mergeValueText({ base, store, remote }: Three<SourceEntry>): string | null {
  const settled = settle({ base: base.text, store: store.text, remote: remote.text });
  if (settled !== null) return settled;
  if (store.id === base.id && isSameButNotation(store, base)) return remote.text;
  if (remote.id === base.id && isSameButNotation(remote, base)) return store.text;
  return store.id === remote.id && isSameButNotation(remote, store) ? store.text : null;
}

function isSameButNotation(one: EntryText, other: EntryText): boolean {
  return !(one.text + other.text).includes("#") || bare(one.text) === bare(other.text);
}

function mergeLayout({ base, store, remote }: Three<SourceEntry>): Layout | null {
  if (base.layout === null || store.layout === null || remote.layout === null) return null;
  const { separator } = base.layout;
  if (store.layout.separator !== separator || remote.layout.separator !== separator) return null;
  const offsets = { base: base.layout.offset, store: store.layout.offset, remote: remote.layout.offset };
  const close = mergeSpaced({
    base: base.layout.close,
    store: store.layout.close,
    remote: remote.layout.close,
  });
  return close === null ? null : { separator, offset: settle(offsets) ?? store.layout.offset, close };
}

/** Where the value became another kind of value, the side that did it is taken whole. */
function takeChanged({ base, store, remote }: Three<SourceEntry>, lead: string): PrintableEntry | null {
  if (isSame(remote, base) || isSame(remote, store)) return { ...store, lead };
  return isSame(store, base) ? { ...remote, lead } : null;
}

/** Nothing but white space differs. */
function isSame(one: SourceEntry, other: SourceEntry): boolean {
  return one.id === other.id && bare(bodyOf(one)) === bare(bodyOf(other));
}

function bodyOf(entry: SourceEntry): string {
  return printSource({ ...entry, lead: "" });
}

function isSameWithLead(one: SourceEntry, other: SourceEntry): boolean {
  return isSame(one, other) && bare(one.lead) === bare(other.lead);
}

function mergeMembers(three: Three<SourceEntry>, budget: MatchBudget): readonly PrintableEntry[] | null {
  const maps = byKey(three);
  const merged: PrintableEntry[] = [];
  for (const key of mergedOrder(three, maps)) {
    const member = { base: maps.base.get(key), store: maps.store.get(key), remote: maps.remote.get(key) };
    const entry = mergeMember(member, budget);
    if (entry === null) return null;
    if (entry !== "absent") merged.push(entry);
  }
  return merged;
}

function mergeMember(
  { base, store, remote }: Three<SourceEntry | undefined>,
  budget: MatchBudget,
): PrintableEntry | "absent" | null {
  if (store !== undefined && remote !== undefined) {
    if (base !== undefined) return mergeEntries({ base, store, remote }, budget);
    return isSameWithLead(store, remote) ? store : null;
  }
  const left = store ?? remote;
  if (left === undefined) return "absent";
  if (base === undefined) return left;
  return isSameWithLead(left, base) ? "absent" : null;
}

/** The order of the side that changed it, else the store's; what the other added comes behind what it stands behind there. */
function mergedOrder(
  three: Three<SourceEntry>,
  maps: Three<ReadonlyMap<string, SourceEntry>>,
): readonly string[] {
  const shared = (entry: SourceEntry): string =>
    keysOf(entry)
      .filter((key) => maps.base.has(key) && maps.store.has(key) && maps.remote.has(key))
      .join("\n");
  const isStoreFirst = shared(three.store) !== shared(three.base);
  const [first, second] = isStoreFirst ? [three.store, three.remote] : [three.remote, three.store];
  const known = isStoreFirst ? maps.store : maps.remote;
  let behind: string[] = [];
  const added = new Map<string | null, string[]>([[null, behind]]);
  for (const key of keysOf(second)) {
    if (known.has(key)) added.set(key, (behind = []));
    else behind.push(key);
  }
  return [null, ...keysOf(first)].flatMap((key) => [
    ...(key === null ? [] : [key]),
    ...(added.get(key) ?? []),
  ]);
}

function keysOf(entry: SourceEntry): readonly string[] {
  return entry.entries.map(({ key }) => key);
}

function mergeItems(three: Three<SourceEntry>, budget: MatchBudget): readonly PrintableEntry[] | null {
  const merged: PrintableEntry[] = [];
  const { regions, numbers } = alignItems(three, budget);
  for (const region of regions) {
    const items = isItemByItem(region)
      ? Array.from(itemsOf(three, region), (item) => mergeEntries(item, budget))
      : takeRun(three, region, sideOf(numbers, region));
    for (const item of items) {
      if (item === null) return null;
      merged.push(item);
    }
  }
  return merged;
}

/** The items of the side that changed the list here; `[null]` where something of the other side would be lost. */
function takeRun(
  three: Three<SourceEntry>,
  region: Region,
  side: "store" | "remote" | null,
): readonly (PrintableEntry | null)[] {
  if (side === null) return [null];
  const runOf = (name: keyof Three<unknown>): readonly SourceEntry[] =>
    three[name].entries.slice(region[name].from, region[name].to);
  const taken = runOf(side);
  const left = runOf(side === "store" ? "remote" : "store");
  return isSameRun(left, runOf("base")) || isSameRun(left, taken) ? taken : [null];
}

function isSameRun(left: readonly SourceEntry[], kept: readonly SourceEntry[]): boolean {
  return (
    left.length === kept.length &&
    left.every((entry, at) => {
      const other = kept[at];
      return other !== undefined && isSameWithLead(entry, other);
    })
  );
}
