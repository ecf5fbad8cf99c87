/** What the schema cannot say of entries: paths, branches, patterns, and what the templates name. */
import { isBranchName } from "../path/branch-name.ts";
import { checkNewPath, joinPath } from "../path/policy.ts";
import { isPossiblePath } from "../path/possible-path.ts";
import {
  type BackupEntry,
  type ConfigEntry,
  type ConfigError,
  pathPlaceOf,
  placeOf,
  type SchemaEntry,
} from "./model.ts";
import { literalOf, MAX_STARS, type Pattern } from "./pattern.ts";

const MAX_QUIET_MS = 24 * 3_600_000;
/** Each is held against every file of the repository. */
const MAX_PATTERNS = 50;

export function errorsInEntries(entries: readonly ConfigEntry[]): readonly ConfigError[] {
  return [...entries.flatMap(errorsIn), ...tooManyPatterns(entries)];
}

function tooManyPatterns(entries: readonly ConfigEntry[]): readonly ConfigError[] {
  const last = entries.filter((entry) => entry.kind === "schema" && entry.pattern !== null)[MAX_PATTERNS];
  if (last === undefined) return [];
  return [wrong(last, "file", `A file has at most ${MAX_PATTERNS} patterns of files: put some together.`)];
}

function errorsIn(entry: ConfigEntry): readonly ConfigError[] {
  const own = entry.kind === "schema" ? schemaErrors(entry) : backupErrors(entry);
  const isLong = entry.quietMs > MAX_QUIET_MS;
  return isLong ? [...own, wrong(entry, "quiet", "A rest is at most 24h.")] : own;
}

function schemaErrors(entry: SchemaEntry): readonly ConfigError[] {
  const { pattern, branchPattern, path, branch } = entry;
  return [
    ...templateErrors(entry),
    ...starErrors(entry, "file", pattern),
    ...starErrors(entry, "branch", branchPattern),
    // With its stars taken for names, it must be a path, or a branch, like any other.
    ...(pattern === null ? namedPathErrors(entry, path) : pathErrors(entry, sampleOf(pattern))),
    ...branchErrors(entry, branchPattern === null ? branch : sampleOf(branchPattern)),
  ];
}

function templateErrors(entry: SchemaEntry): readonly ConfigError[] {
  const stars = (entry.pattern?.stars ?? 0) + (entry.branchPattern?.stars ?? 0);
  if (stars === 0) return [];
  return (["api", "version"] as const).flatMap((member) => {
    const unknown = numbersIn(entry[member]).find((number) => number < 1 || number > stars);
    if (unknown === undefined) return [];
    return [wrong(entry, member, `{${unknown}} stands for nothing: there are ${stars} stars.`)];
  });
}

function starErrors(
  entry: SchemaEntry,
  member: "file" | "branch",
  pattern: Pattern | null,
): readonly ConfigError[] {
  const isFine = pattern === null || pattern.stars <= MAX_STARS;
  return isFine ? [] : [wrong(entry, member, `A pattern has at most ${MAX_STARS} stars.`)];
}

function backupErrors(entry: BackupEntry): readonly ConfigError[] {
  const { directory, file, branch } = entry;
  const errors =
    file === null
      ? pathErrors(entry, joinPath(directory, "collection.json"))
      : namedPathErrors(entry, joinPath(directory, file));
  return [...errors, ...branchErrors(entry, branch)];
}

/** A link may have a path that none is made at any more: the plan, which knows the links, judges it. */
function namedPathErrors(entry: ConfigEntry, path: string): readonly ConfigError[] {
  return isPossiblePath(path) ? [] : pathErrors(entry, path);
}

function pathErrors(entry: ConfigEntry, path: string): readonly ConfigError[] {
  const check = checkNewPath(path);
  return check.ok ? [] : [{ ...pathPlaceOf(entry), message: check.message }];
}

function branchErrors(entry: ConfigEntry, branch: string | null): readonly ConfigError[] {
  if (branch === null || isBranchName(branch)) return [];
  return [wrong(entry, "branch", "git has no branch of such a name: correct it.")];
}

function sampleOf({ text }: Pattern): string {
  return literalOf(text.replaceAll(/(?<!\\)\*+/g, "x"));
}

/** The numbers in braces, as `{1}`. */
function numbersIn(template: string): readonly number[] {
  return [...template.matchAll(/\{(\d{1,3})\}/g)].map(([, number]) => Number(number));
}

function wrong(entry: ConfigEntry, member: string, message: string): ConfigError {
  return { ...placeOf(entry, member), message };
}
