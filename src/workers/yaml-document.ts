/**
 * YAML in two steps: events first, from which the size is known that aliases would expand to, and only then values.
 * A node that an alias repeats is one object for the parser but many for whoever walks the values.
 */
import {
  binaryTag,
  constructFromEvents,
  CORE_SCHEMA,
  type Event,
  EVENT_ID,
  mergeTag,
  omapTag,
  pairsTag,
  parseEvents,
  setTag,
  YAMLException,
} from "js-yaml";
import { createPositionLookup } from "../core/schema/text.ts";
import type { Problem } from "../core/sync/model.ts";
import { findAliasBomb } from "./yaml-aliases.ts";
import { offsetOfEvent } from "./walk-yaml.ts";

/** Deeper documents overflow the stack of the libraries that walk them. No real document comes near. */
export const MAX_DEPTH = 500;

/** As the libraries that check the values read YAML: no timestamps, merge keys known. */
const SCHEMA = CORE_SCHEMA.withTags(mergeTag, binaryTag, omapTag, pairsTag, setTag);

export interface YamlFault {
  readonly kind: "fault";
  readonly problem: Problem;
}

export interface YamlEvents {
  readonly kind: "events";
  readonly events: Event[];
}

export function readYaml(text: string): YamlEvents | YamlFault {
  const events = attempt(() => parseEvents(text, { maxDepth: MAX_DEPTH }));
  if (events.kind === "fault") return events;
  const bomb = findAliasBomb(text, events.value);
  if (bomb !== null)
    return {
      kind: "fault",
      problem: {
        ...createPositionLookup(text)(bomb.offset),
        severity: "error",
        message: bomb.message,
        rule: "aliases",
      },
    };
  return { kind: "events", events: events.value };
}

/** The value of a stream of exactly one document. */
export function constructYaml(
  text: string,
  events: Event[],
): { readonly kind: "value"; readonly value: unknown } | YamlFault {
  const documents = attempt(() => constructFromEvents(events, { source: text, schema: SCHEMA }));
  if (documents.kind === "fault") return documents;
  if (documents.value.length > 1) {
    return {
      kind: "fault",
      problem: {
        ...createPositionLookup(text)(secondDocument(events)),
        severity: "error",
        message: "One document is expected, but a second one begins here.",
        rule: "syntax",
      },
    };
  }
  return { kind: "value", value: documents.value[0] };
}

function attempt<T>(work: () => T): { readonly kind: "value"; readonly value: T } | YamlFault {
  try {
    return { kind: "value", value: work() };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const position = { line: (error.mark?.line ?? 0) + 1, column: (error.mark?.column ?? 0) + 1 };
    const problem: Problem = {
      ...position,
      severity: "error",
      message: `Not valid YAML: ${error.reason}.`,
      rule: "syntax",
    };
    return { kind: "fault", problem };
  }
}

function secondDocument(events: readonly Event[]): number {
  const second = events.findIndex((event, index) => index > 0 && event.type === EVENT_ID.DOCUMENT);
  return Math.max(offsetOfEvent(events[second + 1]), 0);
}
