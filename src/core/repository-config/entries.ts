/** From the checked value of a config file to its entries; what the schema cannot say is said here. */
import { isBranchName } from "../path/branch-name.ts";
import { checkNewPath, joinPath } from "../path/policy.ts";
import type { CollectionValue, ConfigValue, SchemaValue } from "./config-schema.ts";
import {
  type BackupEntry,
  type ConfigEntry,
  type ConfigError,
  type ConfigReading,
  MAX_ERRORS,
  placeOf,
  type Position,
  type SchemaEntry,
} from "./model.ts";
import { escapePattern, literalOf, patternOf } from "./pattern.ts";

/** Where a JSON pointer of the value stands in the file. */
export type Locate = (pointer: string) => Position;

export const DEFAULT_BACKUP_DIRECTORY = "Postman Collections";
export const DEFAULT_VERSION = "1.0";

export function readEntries(value: ConfigValue, locate: Locate): ConfigReading {
  const schemas = (value.schemas ?? []).map((item, index) => schemaEntry(item, value, at(index, "schemas")));
  const backups = (value.collections ?? []).map((item, index) =>
    backupEntry(item, value, at(index, "collections")),
  );
  const entries: readonly ConfigEntry[] = [...schemas, ...backups];
  const errors = entries.flatMap(errorsIn);
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
const MAX_QUIET_MS = 24 * 3_600_000;

/** The schema has checked its form. */
function quietMsOf(quiet = "0s"): number {
  return Number.parseInt(quiet, 10) * (UNIT_MS[quiet.slice(-1)] ?? 1000);
}

function errorsIn(entry: ConfigEntry): readonly ConfigError[] {
  const own = entry.kind === "schema" ? schemaErrors(entry) : backupErrors(entry);
  const errors = [...own];
  if (entry.quietMs > MAX_QUIET_MS) errors.push(wrong(entry, "quiet", "A rest is at most 24h."));
  return errors;
}

function schemaErrors(entry: SchemaEntry): readonly ConfigError[] {
  const { pattern, branchPattern, branch } = entry;
  const errors: ConfigError[] = [];
  const stars = (pattern?.stars ?? 0) + (branchPattern?.stars ?? 0);
  for (const member of ["api", "version"] as const) {
    const text = entry[member];
    const unknown = stars === 0 ? undefined : numbersIn(text).find((number) => number < 1 || number > stars);
    if (unknown !== undefined)
      errors.push(wrong(entry, member, `{${unknown}} stands for nothing: there are ${stars} stars.`));
  }
  // With its stars taken for names, it must be a path, or a branch, like any other.
  errors.push(...pathErrors(entry, pattern === null ? entry.path : sampleOf(pattern.text)));
  if (branch !== null && !isBranchName(branchPattern === null ? branch : sampleOf(branch)))
    errors.push(wrong(entry, "branch", "git has no branch of such a name: correct it."));
  return errors;
}

function backupErrors(entry: BackupEntry): readonly ConfigError[] {
  const { branch, directory, file } = entry;
  const errors = [...pathErrors(entry, joinPath(directory, file ?? "collection.json"))];
  if (branch !== null && !isBranchName(branch))
    errors.push(wrong(entry, "branch", "git has no branch of such a name: correct it."));
  return errors;
}

function pathErrors(entry: ConfigEntry, path: string): readonly ConfigError[] {
  const check = checkNewPath(path);
  return check.ok ? [] : [wrong(entry, "file" in entry.places ? "file" : "directory", check.message)];
}

function sampleOf(pattern: string): string {
  return literalOf(pattern.replaceAll(/(?<!\\)\*+/g, "x"));
}

/** The numbers in braces, as `{1}`. */
export function numbersIn(template: string): readonly number[] {
  return [...template.matchAll(/\{(\d{1,3})\}/g)].map(([, number]) => Number(number));
}

function wrong(entry: ConfigEntry, member: string, message: string): ConfigError {
  return { ...placeOf(entry, member), message };
}
