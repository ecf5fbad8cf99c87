/** What a config file declares, once it was read: entries with their places in it. */
import type { LinkMode } from "../sync/model.ts";
import type { Matches, MatchWish } from "./match-names.ts";
import type { Pattern } from "./pattern.ts";

/** Counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong, in a sentence with the remedy, and where it stands. */
export interface ConfigError extends Position {
  readonly message: string;
}

interface EntryBase {
  /** Where the entry stands, and its members by name. */
  readonly at: Position;
  readonly places: Readonly<Record<string, Position>>;
  /** Null: follows the default branch. */
  readonly branch: string | null;
  readonly mode: LinkMode;
  readonly quietMs: number;
  readonly isPaused: boolean;
}

export interface SchemaEntry extends EntryBase {
  readonly kind: "schema";
  /** May hold `{1}` where `pattern` or `branchPattern` is there. */
  readonly api: string;
  readonly version: string;
  readonly path: string;
  readonly pattern: Pattern | null;
  readonly branchPattern: Pattern | null;
  readonly keep: "store" | "github" | null;
}

export interface BackupEntry extends EntryBase {
  readonly kind: "backup";
  /** The collection's UUID, in lower case. */
  readonly uid: string;
  readonly directory: string;
  /** Null: named after the collection. */
  readonly file: string | null;
  readonly keep: "store" | null;
}

export type ConfigEntry = SchemaEntry | BackupEntry;

export interface RepositoryConfig {
  readonly entries: readonly ConfigEntry[];
}

export type ConfigReading =
  | { readonly kind: "config"; readonly config: RepositoryConfig }
  | { readonly kind: "wrong"; readonly errors: readonly ConfigError[] };

/** Reads the file, and follows its patterns, where it holds nothing up: the text comes from whoever can push. */
export interface ConfigReader {
  readConfig(content: Uint8Array): Promise<ConfigReading>;
  /** As `matchNames`. Null: it takes too long. */
  matchNames(wanted: MatchWish): Promise<Matches | null>;
}

/** Errors told of one file; who mends some sees the next. */
export const MAX_ERRORS = 50;

export function placeOf(entry: ConfigEntry, member: string): Position {
  return entry.places[member] ?? entry.at;
}

export function pathPlaceOf(entry: ConfigEntry): Position {
  return placeOf(entry, "file" in entry.places ? "file" : "directory");
}
