/** What the entries of a config file stand for in one repository as it is: patterns followed, each binding once. */
import { joinPath, pathKey } from "../path/policy.ts";
import type { LinkMode } from "../sync/model.ts";
import { badNames, nameOf } from "./names.ts";
import { type BackupEntry, type ConfigEntry, type ConfigError, placeOf, type SchemaEntry } from "./model.ts";
import { MAX_LINKS, type MatchedName } from "./match-names.ts";
import type { Pattern } from "./pattern.ts";

/** One link that the file wishes. */
export interface WantedLink {
  readonly entry: ConfigEntry;
  readonly document: WantedDocument;
  readonly branch: string;
  readonly followsDefault: boolean;
  /** Null: named after the collection, within `directory`. */
  readonly path: string | null;
  readonly directory: string;
  readonly mode: LinkMode;
  readonly keep: "store" | "github" | null;
  readonly quietMs: number;
  readonly isPaused: boolean;
}

export type WantedDocument =
  | { readonly kind: "schema"; readonly api: string; readonly version: string }
  | { readonly kind: "backup"; readonly uid: string };

/** What patterns are followed in. */
export interface RepositoryFiles {
  readonly defaultBranch: string;
  /** Those that it matches. */
  readonly branchesOf: (pattern: Pattern) => readonly MatchedName[];
  /** Those of the branch that it matches. */
  readonly filesOf: (branch: string, pattern: Pattern) => readonly MatchedName[] | Unlisted;
}

/**
 * Why nothing is known of a branch's files. `too_large`: GitHub does not give the whole tree. `no_branch`: GitHub lists none of the
 * name, which a list that lags says too, so that it is no reason to give up links. `effort`: the patterns take too long to follow.
 */
export type Unlisted = "too_large" | "no_branch" | "effort";

export type Expansion =
  | { readonly kind: "links"; readonly links: readonly WantedLink[] }
  | { readonly kind: "wrong"; readonly errors: readonly ConfigError[] };

export function expandEntries(entries: readonly ConfigEntry[], files: RepositoryFiles): Expansion {
  const links: WantedLink[] = [];
  const errors: ConfigError[] = [];
  for (const entry of entries) {
    const expanded = entry.kind === "schema" ? expandSchema(entry, files) : [backupOf(entry, files)];
    if (typeof expanded === "string") errors.push(unlistedError(entry, expanded));
    else for (const link of expanded) links.push(link);
    if (links.length > MAX_LINKS) {
      const message = `The entries up to here stand for more than ${MAX_LINKS} links: make the patterns narrower.`;
      return { kind: "wrong", errors: [...errors, { ...entry.at, message }] };
    }
  }
  errors.push(...links.flatMap(badNames), ...repeated(links));
  return errors.length === 0 ? { kind: "links", links } : { kind: "wrong", errors };
}

const TOO_LARGE =
  "GitHub does not list all files of a repository as large as this one: name each file instead of a pattern.";

/** For patterns of files and of branches alike. */
export const TOO_MUCH_EFFORT =
  "The patterns take too long to follow: use fewer stars, and begin them with a directory's name.";

function unlistedError(entry: ConfigEntry, why: Unlisted): ConfigError {
  if (why !== "no_branch") {
    const message = why === "too_large" ? TOO_LARGE : TOO_MUCH_EFFORT;
    return { ...placeOf(entry, "file"), message };
  }
  const message = `GitHub lists no branch ${entry.branch ?? "of that name"}: make it, or remove this entry. Until then the links that are there stay.`;
  return { ...placeOf(entry, "branch"), message };
}

function backupOf(entry: BackupEntry, { defaultBranch }: RepositoryFiles): WantedLink {
  const { uid, directory, file } = entry;
  return {
    ...settingsOf(entry),
    document: { kind: "backup", uid },
    branch: entry.branch ?? defaultBranch,
    followsDefault: entry.branch === null,
    path: file === null ? null : joinPath(directory, file),
    directory,
  };
}

/** One more than may be says that there are too many. */
function expandSchema(entry: SchemaEntry, files: RepositoryFiles): readonly WantedLink[] | Unlisted {
  const links: WantedLink[] = [];
  for (const branch of branchesOf(entry, files)) {
    const found = pathsOf(entry, branch.name, files);
    if (typeof found === "string") return found;
    for (const file of found) links.push(schemaOf(entry, branch, file));
    if (links.length > MAX_LINKS) break;
  }
  return links;
}

function branchesOf({ branch, branchPattern }: SchemaEntry, files: RepositoryFiles): readonly MatchedName[] {
  if (branchPattern === null) return [{ name: branch ?? files.defaultBranch, parts: [] }];
  return files.branchesOf(branchPattern);
}

function pathsOf(
  { path, pattern }: SchemaEntry,
  branch: string,
  files: RepositoryFiles,
): readonly MatchedName[] | Unlisted {
  return pattern === null ? [{ name: path, parts: [] }] : files.filesOf(branch, pattern);
}

/**
 * In an API's name the stars of `file` count first, in a version's those of `branch`: so each `{1}` is what one expects of it where
 * both are patterns.
 */
function schemaOf(entry: SchemaEntry, branch: MatchedName, file: MatchedName): WantedLink {
  const isPattern = entry.pattern !== null || entry.branchPattern !== null;
  const filled = (template: string, parts: readonly string[]): string =>
    isPattern
      ? template.replaceAll(/\{(\d{1,3})\}/g, (_whole, number) => parts[Number(number) - 1] ?? "")
      : template;
  return {
    ...settingsOf(entry),
    document: {
      kind: "schema",
      api: slugLike(filled(entry.api, [...file.parts, ...branch.parts]), isPattern),
      version: isPattern
        ? filled(entry.version, [...branch.parts, ...file.parts]).replaceAll("/", "-")
        : entry.version,
    },
    branch: branch.name,
    followsDefault: entry.branch === null,
    path: file.name,
    directory: "",
  };
}

/** A part of a path becomes an address: lower case, its words joined by `-`. What is written out is taken as it is. */
function slugLike(name: string, isPattern: boolean): string {
  if (!isPattern) return name;
  const words = name
    .normalize("NFC")
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu);
  return (words ?? []).join("-");
}

function settingsOf(entry: ConfigEntry) {
  const { mode, keep, quietMs, isPaused } = entry;
  return { entry, mode, keep, quietMs, isPaused };
}

export function keyOfDocument(document: WantedDocument): string {
  return document.kind === "schema" ? `schema ${document.api} ${document.version}` : `backup ${document.uid}`;
}

/** The second of two that cannot both be: a version has one link, a collection one a branch, a path belongs to one. */
function repeated(links: readonly WantedLink[]): readonly ConfigError[] {
  const documents = new Map<string, WantedLink>();
  const paths = new Map<string, WantedLink>();
  return links.flatMap((link) => {
    const { document, entry } = link;
    const key = `${keyOfDocument(document)}${document.kind === "backup" ? ` ${link.branch}` : ""}`;
    const sameDocument = documents.get(key);
    documents.set(key, sameDocument ?? link);
    if (sameDocument !== undefined)
      return [
        { ...entry.at, message: `${nameOf(document)} is bound in line ${lineOf(sameDocument)} already.` },
      ];
    if (link.path === null) return [];
    const place = `${link.branch}\n${pathKey(link.path)}`;
    const samePath = paths.get(place);
    paths.set(place, samePath ?? link);
    if (samePath === undefined) return [];
    const message = `${link.path} on ${link.branch} is bound in line ${lineOf(samePath)} already.`;
    return [{ ...placeOf(entry, "file"), message }];
  });
}

function lineOf({ entry }: WantedLink): number {
  return entry.at.line;
}
