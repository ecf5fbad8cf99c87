/** What GitHub's answer says of each path at one commit. */
import type { Fields } from "../core/fields.ts";
import { blobIdOf } from "../core/git/object-id.ts";
import type { BlobId } from "../core/git/object-id.ts";
import { differsOnlyByCase } from "../core/path/policy.ts";
import type { ObservedFile } from "../core/sync/github-port.ts";
import { blobIdAt, fieldsOrNull, listAt, numberAt, textAt, textOrNull } from "./answer.ts";
import type { GraphqlError } from "./graphql.ts";
import { directoriesAbove, directoryAlias, fileAlias } from "./observe-query.ts";
import type { PathQuery } from "./observe-query.ts";

/** Git's modes, as GraphQL gives them: 100644, 100755, 120000 and 160000 in octal. */
const FILE = 0o100644;
const EXECUTABLE = 0o100755;
const SYMLINK = 0o120000;
const SUBMODULE = 0o160000;

/**
 * @param commit the fields of the commit that was found.
 * @param failed the aliases on which GitHub answered with an error: these decide nothing.
 */
export function observedFiles(
  query: PathQuery,
  commit: Fields,
  failed: ReadonlySet<string>,
): ReadonlyMap<string, ObservedFile> {
  const directories = new Map(
    query.directories.map(({ path }, index): [string, Directory] => [
      path,
      directoryIn(commit, directoryAlias(index), failed),
    ]),
  );
  return new Map(
    query.paths.map((path, index) => {
      const alias = fileAlias(index);
      if (failed.has(alias) || commit[alias] === undefined) return [path, { kind: "unknown" }];
      const entry = fieldsOrNull(commit[alias]);
      return [path, entry === null ? absentFile(path, directories) : fileIn(entry)];
    }),
  );
}

/**
 * The aliases that errors name (or the commit's author, whom nothing depends on); null where an error names none, so that
 * nothing of the answer is certain.
 */
export function failedAliases(errors: readonly GraphqlError[]): ReadonlySet<string> | null {
  const aliases = errors.map(({ path }) => path.find((part) => ALIAS.test(String(part))));
  return aliases.includes(undefined) ? null : new Set(aliases.map(String));
}

const ALIAS = /^([fd]\d+|author)$/;

interface Directory {
  readonly kind: "tree" | "other" | "absent" | "unknown";
  readonly names: readonly string[];
}

function directoryIn(commit: Fields, alias: string, failed: ReadonlySet<string>): Directory {
  const value = commit[alias];
  if (failed.has(alias) || value === undefined) return { kind: "unknown", names: [] };
  const entry = fieldsOrNull(value);
  if (entry === null) return { kind: "absent", names: [] };
  // The root is the tree itself, any other directory an entry that holds one.
  const tree = fieldsOrNull(entry["object"]) ?? entry;
  const isTree = entry["type"] === undefined || entry["type"] === "tree";
  const names = listAt(tree, "entries").flatMap((child) => textOrNull(child, "name") ?? []);
  return { kind: isTree ? "tree" : "other", names };
}

/** A file that is not there: unless a file stands where a directory of its path would, or this could not be seen. */
function absentFile(path: string, directories: ReadonlyMap<string, Directory>): ObservedFile {
  const above = directoriesAbove(path).map((directory) => directories.get(directory));
  if (above.some((directory) => directory?.kind === "other"))
    return { kind: "not-a-file", code: "path_taken" };
  if (above.some((directory) => directory?.kind === "unknown")) return { kind: "unknown" };
  return { kind: "absent", sibling: siblingOf(path, directories) };
}

/** The first segment of the path, from the root down, that a name there differs from only by case or normal form. */
function siblingOf(path: string, directories: ReadonlyMap<string, Directory>): string | null {
  const segments = path.split("/");
  const parents = ["", ...directoriesAbove(path)];
  for (const [index, segment] of segments.entries()) {
    const sibling = differsOnlyByCase(segment, directories.get(parents[index] ?? "")?.names ?? []);
    if (sibling !== null) return sibling;
  }
  return null;
}

function fileIn(entry: Fields): ObservedFile {
  if (textAt(entry, "type") === "tree") return { kind: "not-a-file", code: "path_taken" };
  switch (numberAt(entry, "mode")) {
    case SYMLINK:
      return { kind: "not-a-file", code: "symlink" };
    case SUBMODULE:
      return { kind: "not-a-file", code: "submodule" };
    case FILE:
    case EXECUTABLE:
      return blobIn(entry);
    default:
      return { kind: "unknown" };
  }
}

function blobIn(entry: Fields): ObservedFile {
  const blob = blobIdAt(entry, "oid");
  return {
    kind: "blob",
    blob,
    sizeBytes: numberAt(entry, "size"),
    isExecutable: entry["mode"] === EXECUTABLE,
    content: provenText(textOrNull(fieldsOrNull(entry["object"]), "text"), blob),
  };
}

/** GitHub cuts long texts and mends wrong ones without a word: only what hashes to the blob's id is the blob. */
export function provenText(text: string | null, blob: BlobId): Buffer | null {
  if (text === null) return null;
  const content = Buffer.from(text, "utf8");
  return blobIdOf(content) === blob ? content : null;
}
