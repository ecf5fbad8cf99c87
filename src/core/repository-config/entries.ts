/** From the checked value of a config file to its entries; what the schema cannot say is said here. */
import { joinPath } from "../path/policy.ts";
import { errorsInEntries } from "./check-entries.ts";
import type { CollectionValue, ConfigValue, SchemaValue } from "./config-schema.ts";
import {
  type BackupEntry,
  type ConfigEntry,
  type ConfigReading,
  MAX_ERRORS,
  type Position,
  type SchemaEntry,
} from "./model.ts";
import { escapePattern, literalOf, patternOf } from "./pattern.ts";

/** Where a JSON pointer of the value stands in the file. */
export type Locate = (pointer: string) => Position;

export const DEFAULT_BACKUP_DIRECTORY = "Postman Collections";
const DEFAULT_VERSION = "1.0";

export function readEntries(value: ConfigValue, locate: Locate): ConfigReading {
  const schemas = (value.schemas ?? []).map((item, index) => schemaEntry(item, value, at(index, "schemas")));
  const backups = (value.collections ?? []).map((item, index) =>
    backupEntry(item, value, at(index, "collections")),
  );
  const entries: readonly ConfigEntry[] = [...schemas, ...backups];
  const errors = errorsInEntries(entries);
  if (errors.length === 0) return { kind: "config", config: { entries } };
  return { kind: "wrong", errors: errors.slice(0, MAX_ERRORS) };

  function at(index: number, list: string): Located {
    const pointer = `/${list}/${index}`;
    return {
      at: locate(pointer),
      placesOf: (item) =>
        Object.fromEntries(Object.keys(item).map((key) => [key, locate(`${pointer}/${key}`)])),
    };
  }
}

interface Located {
  readonly at: Position;
  readonly placesOf: (item: object) => Readonly<Record<string, Position>>;
}

function schemaEntry(item: SchemaValue, { defaults = {} }: ConfigValue, located: Located): SchemaEntry {
  const path = joinPath(escapePattern(item.directory ?? ""), item.file);
  return {
    kind: "schema",
    at: located.at,
    places: located.placesOf(item),
    api: item.api,
    version: item.version ?? DEFAULT_VERSION,
    path: literalOf(path),
    pattern: patternOf(path),
    branch: item.branch ?? null,
    branchPattern: item.branch === undefined ? null : patternOf(item.branch),
    mode: item.mode ?? defaults.mode ?? "auto",
    keep: item.keep ?? defaults.keep ?? null,
    quietMs: quietMsOf(item.quiet ?? defaults.quiet),
    isPaused: item.paused ?? false,
  };
}

function backupEntry(item: CollectionValue, { defaults = {} }: ConfigValue, located: Located): BackupEntry {
  return {
    kind: "backup",
    at: located.at,
    places: located.placesOf(item),
    uid: item.collection.toLowerCase(),
    directory: item.directory ?? DEFAULT_BACKUP_DIRECTORY,
    file: item.file ?? null,
    branch: item.branch ?? null,
    mode: item.mode ?? defaults.mode ?? "auto",
    keep: item.keep ?? (defaults.keep === "store" ? "store" : null),
    quietMs: quietMsOf(item.quiet ?? defaults.quiet),
    isPaused: item.paused ?? false,
  };
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };
/** The schema has checked its form. */
function quietMsOf(quiet = "0s"): number {
  return Number.parseInt(quiet, 10) * (UNIT_MS[quiet.slice(-1)] ?? 1000);
}
