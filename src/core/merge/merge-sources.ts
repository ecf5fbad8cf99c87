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
import { placeLeads, withLead } from "./place-leads.ts";
import { type EntryText, type PrintableEntry, printSource, type SourceEntry, textOf } from "./source-tree.ts";

/** The merged text, or null. */
export function mergeSources(roots: Three<SourceEntry>, budget: MatchBudget): string | null {
  const merged = mergeEntries(roots, budget);
  return merged === null ? null : printSource(merged);
}

function mergeEntries(three: Three<SourceEntry>, budget: MatchBudget): PrintableEntry | null {
  const { base, store, remote } = three;
  const unchanged = settle({ base: rawOf(base), store: rawOf(store), remote: rawOf(remote) });
  if (unchanged !== null) return unchanged === rawOf(store) ? store : remote;
  const form = formOf(three);
  const texts = form === "apart" ? openTexts(three) : textsOf(three);
  if (form === "changed") return takeChanged(three, mergeText(texts, "lead"));
  const frame = mergeFrame(texts);
  if (frame === null) return null;
  if (form === "whole") {
    const value = mergeValue(three, texts);
    return value === null ? null : { text: { ...frame, value }, entries: [] };
  }
  const entries = base.kind === "map" ? mergeMembers(three, budget) : mergeItems(three, budget);
  if (entries === null) return null;
  const isEmptied = entries.length === 0 && frame.separator === "";
  return isEmptied ? emptied(frame, base.kind) : { text: frame, entries: placeLeads(entries, frame, three) };
}

/** In YAML a collection without entries is written in one piece. */
function emptied(frame: EntryText, kind: SourceEntry["kind"]): PrintableEntry {
  return { text: { ...frame, offset: null, value: kind === "map" ? " {}" : " []" }, entries: [] };
}

/** Taken apart on all three sides (as far as there are entries), on none, or not the same on all. */
function formOf(three: Three<SourceEntry>): "apart" | "whole" | "changed" {
  const sides = [three.base, three.store, three.remote];
  if (sides.every(({ offset }) => offset === null)) return "whole";
  const isApart = sides.every((side) => side.offset !== null || isHollow(side));
  return isApart && isAlike(three) ? "apart" : "changed";
}

/** An empty collection of YAML, which can only be written in one piece. */
function isHollow(entry: SourceEntry): boolean {
  return entry.offset === null && entry.entries.length === 0 && textOf(entry).trail.trim() === "";
}

function textsOf({ base, store, remote }: Three<SourceEntry>): Three<EntryText> {
  return { base: textOf(base), store: textOf(store), remote: textOf(remote) };
}

/** What is hollow is written as the others write it, once it is filled. */
function openTexts(three: Three<SourceEntry>): Three<EntryText> {
  const texts = textsOf(three);
  const { base, store, remote } = three;
  const model = [texts.base, texts.store, texts.remote].find(({ offset }) => offset !== null) ?? texts.base;
  const open = (entry: SourceEntry, text: EntryText): EntryText =>
    isHollow(entry) ? { ...model, lead: text.lead } : text;
  return {
    base: open(base, texts.base),
    store: open(store, texts.store),
    remote: open(remote, texts.remote),
  };
}

/** The entry as it stands there. */
function rawOf({ source, indent, from, end }: SourceEntry): string {
  return `${indent.length}:${source.text.slice(from, end)}`;
}

/** All text but the value's. */
function mergeFrame(texts: Three<EntryText>): EntryText | null {
  const lead = mergeText(texts, "lead");
  const head = mergeText(texts, "head");
  const close = mergeText(texts, "close");
  const trail = mergeText(texts, "trail");
  if (lead === null || head === null || close === null || trail === null) return null;
  const { base, store, remote } = texts;
  if (base.separator !== store.separator || base.separator !== remote.separator) return null;
  const offset = settle({ base: base.offset, store: store.offset, remote: remote.offset }) ?? store.offset;
  return { lead, head, value: "", close, trail, offset, separator: base.separator };
}

/** A difference of white space gives way to one of content. */
function mergeText(
  { base, store, remote }: Three<EntryText>,
  piece: "lead" | "head" | "close" | "trail",
): string | null {
  const settled = settle({ base: base[piece], store: store[piece], remote: remote[piece] });
  if (settled !== null) return settled;
  const [before, ours, theirs] = [bare(base[piece]), bare(store[piece]), bare(remote[piece])];
  if (ours === before) return theirs === before ? store[piece] : remote[piece];
  return theirs === before || theirs === ours ? store[piece] : null;
}

function bare(text: string): string {
  return text.replaceAll(/[\s\0]/g, "");
}

/** A difference of notation gives way to one of value; but not where a comment may be in it. */
function mergeValue({ base, store, remote }: Three<SourceEntry>, texts: Three<EntryText>): string | null {
  const [before, ours, theirs] = [texts.base.value, texts.store.value, texts.remote.value];
  const settled = settle({ base: before, store: ours, remote: theirs });
  if (settled !== null) return settled;
  if (store.id === base.id && isSameButNotation(ours, before)) return theirs;
  if (remote.id === base.id && isSameButNotation(theirs, before)) return ours;
  return store.id === remote.id && isSameButNotation(theirs, ours) ? ours : null;
}

function isSameButNotation(one: string, other: string): boolean {
  return !(one + other).includes("#") || bare(one) === bare(other);
}

/** Where the value became another kind of value, the side that did it is taken whole. */
function takeChanged(
  { base, store, remote }: Three<SourceEntry>,
  lead: string | null,
): PrintableEntry | null {
  if (lead === null) return null;
  if (isSame(remote, base) || isSame(remote, store)) return withLead(store, lead);
  return isSame(store, base) ? withLead(remote, lead) : null;
}

/** Nothing but white space differs. */
function isSame(one: SourceEntry, other: SourceEntry): boolean {
  return one.id === other.id && bodyOf(one) === bodyOf(other);
}

function bodyOf({ source, start, end }: SourceEntry): string {
  return bare(source.text.slice(start, end));
}

function isSameWithLead(one: SourceEntry, other: SourceEntry): boolean {
  return isSame(one, other) && bare(textOf(one).lead) === bare(textOf(other).lead);
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
