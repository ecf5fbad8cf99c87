import { type Event, EVENT_ID, getScalarValue, parseEvents, YAMLException } from "js-yaml";
import type { TreeReader } from "../../core/outline/tree-reader.ts";

const MAX_DEPTH = 500;

/** Aliases are scalars here: nothing is expanded. */
export function readYamlTree(text: string, reader: TreeReader): boolean {
  try {
    report(text, parseEvents(text, { maxDepth: MAX_DEPTH }), reader);
    return true;
  } catch (error) {
    if (error instanceof YAMLException) return false;
    throw error;
  }
}

/** Of each open map, whether a key comes next; null for lists. */
type Open = (boolean | null)[];

function report(text: string, events: readonly Event[], reader: TreeReader): void {
  const open: Open = [];
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) continue;
    if (event.type === EVENT_ID.POP) {
      if (open.pop() !== undefined) reader.close();
      continue;
    }
    const isKey = takesKey(open);
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
      const isMap = event.type === EVENT_ID.MAPPING;
      reader.open(isMap ? "map" : "list");
      open.push(isMap ? true : null);
    } else {
      const read = (): string => (event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : "");
      if (isKey) reader.key(read(), "valueStart" in event ? event.valueStart : 0);
      else reader.scalar(read);
    }
  }
}

/** Whether the node that comes is a key; the one behind it then is not. */
function takesKey(open: Open): boolean {
  const expects = open.at(-1) ?? null;
  if (expects !== null) open[open.length - 1] = !expects;
  return expects === true;
}
