/** How many nodes a YAML text has once every alias is followed, counted without following any. */
import { type AliasEvent, type Event, EVENT_ID } from "js-yaml";

/** Nodes that aliases may add to those written. Real documents repeat some; a bomb repeats billions. */
const MAX_ADDED_NODES = 500_000;

export interface AliasBomb {
  readonly offset: number;
  readonly message: string;
}

interface Count {
  readonly text: string;
  /** Nodes below each anchor that is complete, aliases followed. */
  readonly sizes: Map<string, number>;
  /** Anchors of the containers that are open. */
  readonly rising: Set<string>;
  readonly open: { readonly anchor: string | null; size: number }[];
  added: number;
}

/** The first alias that expands too far, or that stands within its own anchor; null where the text is safe. */
export function findAliasBomb(text: string, events: readonly Event[]): AliasBomb | null {
  const count: Count = { text, sizes: new Map(), rising: new Set(), open: [], added: 0 };
  for (const event of events) {
    if (event.type === EVENT_ID.POP) close(count);
    else if (event.type === EVENT_ID.ALIAS) {
      const bomb = addAlias(count, event);
      if (bomb !== null) return bomb;
    } else if (event.type === EVENT_ID.DOCUMENT) count.open.push({ anchor: null, size: 0 });
    else addNode(count, event.type === EVENT_ID.SCALAR, anchorOf(text, event));
  }
  return null;
}

function anchorOf(
  text: string,
  event: { readonly anchorStart: number; readonly anchorEnd: number },
): string | null {
  return event.anchorStart === -1 ? null : text.slice(event.anchorStart, event.anchorEnd);
}

function addNode(count: Count, isScalar: boolean, anchor: string | null): void {
  if (!isScalar) {
    if (anchor !== null) count.rising.add(anchor);
    count.open.push({ anchor, size: 1 });
    return;
  }
  if (anchor !== null) count.sizes.set(anchor, 1);
  grow(count, 1);
}

function addAlias(count: Count, event: AliasEvent): AliasBomb | null {
  const anchor = anchorOf(count.text, event) ?? "";
  const offset = Math.max(event.anchorStart - 1, 0);
  if (count.rising.has(anchor)) {
    return { offset, message: "The alias repeats a node that it is itself a part of." };
  }
  const size = count.sizes.get(anchor) ?? 1;
  count.added += size;
  if (count.added > MAX_ADDED_NODES) {
    return {
      offset,
      message: `The aliases up to here add more than ${MAX_ADDED_NODES} nodes, which is not read.`,
    };
  }
  grow(count, size);
  return null;
}

function close(count: Count): void {
  const node = count.open.pop();
  if (node === undefined) return;
  if (node.anchor !== null) {
    count.sizes.set(node.anchor, node.size);
    count.rising.delete(node.anchor);
  }
  grow(count, node.size);
}

function grow(count: Count, size: number): void {
  const parent = count.open.at(-1);
  if (parent !== undefined) parent.size += size;
}
