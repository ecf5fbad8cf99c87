/** Reads `.github/lockstep.yml`: text, YAML, the published schema, entries; the first step that fails says what is wrong, and where. */
import { EVENT_ID } from "js-yaml";
import { Compile } from "typebox/schema";
import {
  CONFIG_SCHEMA,
  type ConfigValue,
  MAX_CONFIG_BYTES,
  MAX_ENTRIES,
} from "../../core/repository-config/config-schema.ts";
import { readEntries } from "../../core/repository-config/entries.ts";
import {
  type ConfigError,
  type ConfigReading,
  MAX_ERRORS,
  type Position,
} from "../../core/repository-config/model.ts";
import { isFields } from "../../core/fields.ts";
import { createPositionLookup, decodeText, isText } from "../../core/schema/text.ts";
import { locatePointers, type PointerWish } from "../locate-pointers.ts";
import { walkYaml } from "../walk-yaml.ts";
import { constructYaml, readYaml, type YamlEvents } from "../yaml-document.ts";
import { faultsIn, type SchemaFault } from "./schema-faults.ts";

/** Of a file with as many entries as may be, with every member. */
const MAX_NODES = MAX_ENTRIES * 50;

/** The validator tells but the first few faults of a value, so each entry is asked about by itself. */
const { schemas, collections } = CONFIG_SCHEMA.properties;
const LISTS = {
  schemas: Compile(schemas.items),
  collections: Compile(collections.items),
} as const;
const AROUND = Compile({
  ...CONFIG_SCHEMA,
  properties: {
    ...CONFIG_SCHEMA.properties,
    schemas: { ...schemas, items: {} },
    collections: { ...collections, items: {} },
  },
});

export function readConfig(content: Uint8Array): ConfigReading {
  if (content.byteLength > MAX_CONFIG_BYTES)
    return wrongAtStart(`The file is larger than ${MAX_CONFIG_BYTES / 1024} KiB: divide what it binds.`);
  if (!isText(content)) return wrongAtStart("The file is not UTF-8 text: save it as UTF-8.");
  const text = decodeText(content);
  const read = readYaml(text);
  if (read.kind === "fault") return { kind: "wrong", errors: [withEnd(read.problem)] };
  const tooMuch = excessOf(text, read);
  if (tooMuch !== null) return { kind: "wrong", errors: [tooMuch] };
  const constructed = constructYaml(text, read.events);
  if (constructed.kind === "fault") return { kind: "wrong", errors: [withEnd(constructed.problem)] };
  return check(text, read, constructed.value);
}

function withEnd({ line, column, message }: ConfigError): ConfigError {
  return { line, column, message };
}

function wrongAtStart(message: string): ConfigReading {
  return { kind: "wrong", errors: [{ line: 1, column: 1, message }] };
}

/** Aliases are of no use in so plain a file, and what they stand for would be walked again for each. */
function excessOf(text: string, { events }: YamlEvents): ConfigError | null {
  const alias = events.find(({ type }) => type === EVENT_ID.ALIAS);
  if (alias !== undefined && "anchorStart" in alias) {
    const at = createPositionLookup(text)(Math.max(alias.anchorStart - 1, 0));
    return { ...at, message: "Aliases are not read here: write the value out." };
  }
  if (events.length <= MAX_NODES) return null;
  return { line: 1, column: 1, message: `The file holds more than ${MAX_ENTRIES} entries: divide it.` };
}

function check(text: string, read: YamlEvents, value: unknown): ConfigReading {
  const faults = allFaults(value);
  if (faults.length > 0) return { kind: "wrong", errors: errorsOf(text, read, faults) };
  // The schema has just taken it.
  const config = value as ConfigValue;
  const positions = positionsIn(text, read, pointersOf(config));
  return readEntries(config, (pointer) => positions.get(pointer) ?? { line: 1, column: 1 });
}

function allFaults(value: unknown): readonly SchemaFault[] {
  const faults = [...faultsIn(AROUND.Errors(value)[1])];
  for (const [list, schema] of Object.entries(LISTS)) {
    const items = isFields(value) ? value[list] : undefined;
    if (!Array.isArray(items)) continue;
    for (const [index, item] of items.entries()) {
      if (faults.length > MAX_ERRORS) return faults;
      faults.push(...faultsIn(schema.Errors(item)[1], `/${list}/${index}`));
    }
  }
  return faults;
}

function errorsOf(text: string, read: YamlEvents, faults: readonly SchemaFault[]): readonly ConfigError[] {
  const offsets = locatePointers(faults, (visitor) => walkYaml(text, read.events, visitor));
  const lookup = createPositionLookup(text);
  return faults
    .map(({ message }, index): ConfigError => ({ ...lookup(Math.max(offsets[index] ?? 0, 0)), message }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .slice(0, MAX_ERRORS);
}

function positionsIn(
  text: string,
  read: YamlEvents,
  wishes: readonly PointerWish[],
): ReadonlyMap<string, Position> {
  const offsets = locatePointers(wishes, (visitor) => walkYaml(text, read.events, visitor));
  const lookup = createPositionLookup(text);
  return new Map(wishes.map(({ pointer }, index) => [pointer, lookup(Math.max(offsets[index] ?? 0, 0))]));
}

function pointersOf(config: ConfigValue): readonly PointerWish[] {
  return (["schemas", "collections"] as const).flatMap((list) =>
    (config[list] ?? []).flatMap((item, index) => {
      const pointer = `/${list}/${index}`;
      const members = Object.keys(item).map((key) => ({ pointer: `${pointer}/${key}`, onKey: true }));
      return [{ pointer, onKey: false }, ...members];
    }),
  );
}
