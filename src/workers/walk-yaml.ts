/** Reports the events of YAML as a walk over a tree. */
import { type Event, EVENT_ID, getScalarValue } from "js-yaml";
import type { TreeVisitor } from "../core/schema/tree-visitor.ts";
import { NO_PLACE } from "./locate-pointers.ts";

interface OpenContainer {
  readonly isMap: boolean;
  expectsKey: boolean;
}

/** An alias is a scalar here, and a key that is not a scalar is reported as no key. */
export function walkYaml(text: string, events: readonly Event[], visitor: TreeVisitor): void {
  const open: OpenContainer[] = [];
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) continue;
    // The end of a document closes no container.
    if (event.type === EVENT_ID.POP) {
      if (open.pop() !== undefined) visitor.close();
    } else reportNode(text, event, { open, visitor });
  }
}

interface Walk {
  readonly open: OpenContainer[];
  readonly visitor: TreeVisitor;
}

function reportNode(text: string, event: Event, { open, visitor }: Walk): void {
  const parent = open.at(-1);
  const isKey = parent?.isMap === true && parent.expectsKey;
  if (parent !== undefined) parent.expectsKey = !parent.expectsKey;
  const offset = offsetOfEvent(event);
  if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
    const isMap = event.type === EVENT_ID.MAPPING;
    open.push({ isMap, expectsKey: isMap });
    visitor.open(isMap ? "map" : "list", offset);
  } else if (isKey) visitor.key(event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : "", offset);
  else visitor.scalar(offset, offset);
}

/** NO_PLACE where an event has no place of its own, as a value has that is left out. */
export function offsetOfEvent(event: Event | undefined): number {
  if (event === undefined) return NO_PLACE;
  if ("valueStart" in event) return event.valueStart;
  if ("start" in event) return event.start;
  return "anchorStart" in event ? event.anchorStart : NO_PLACE;
}
