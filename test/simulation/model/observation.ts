/** A tree of the model in the form in which GraphQL shows it, read by the edge's own code: texts are proven there, or not. */
import { observedFiles } from "../../../src/github/observed-files.ts";
import { directoriesAbove, directoryAlias, fileAlias } from "../../../src/github/observe-query.ts";
import type { ObservedFile, ObserveRequest } from "../../../src/core/sync/github-port.ts";
import type { Entry, GitHubModel, Tree } from "./github-model.ts";

type Fields = Record<string, unknown>;

/** GraphQL carries texts where no more files than this are asked for. */
const PATHS_WITH_TEXT = 3;

export interface Flaws {
  readonly cutsTexts: boolean;
  /** Counted over the paths; null: none fails. */
  readonly unknownPath: number | null;
}

export function filesSeen(
  github: GitHubModel,
  tree: Tree,
  { paths: linked, members = [], beside = [] }: Pick<ObserveRequest, "paths" | "members" | "beside">,
  { cutsTexts, unknownPath }: Flaws,
): ReadonlyMap<string, ObservedFile> {
  const withText = linked.length <= PATHS_WITH_TEXT;
  const paths = [...new Set([...linked, ...members, ...beside])];
  const isBare = (path: string): boolean => members.includes(path) && !linked.includes(path);
  const directories = [...new Set(["", ...paths.flatMap((path) => directoriesAbove(path))])];
  const query = { paths, directories: directories.map((path) => ({ path, withNames: true })), withText };
  const commit: Fields = {};
  for (const [index, path] of paths.entries()) {
    commit[fileAlias(index)] = entryAt(tree, path, (entry) =>
      fileFields(github, entry, { withText: withText && !isBare(path), cutsTexts }),
    );
  }
  for (const [index, path] of directories.entries()) {
    commit[directoryAlias(index)] =
      path === "" ? { entries: namesIn(tree, "") } : entryAt(tree, path, fileType);
  }
  const failed = unknownPath === null || paths.length === 0 ? [] : [fileAlias(unknownPath % paths.length)];
  return observedFiles(query, commit, new Set(failed));
}

function entryAt(tree: Tree, path: string, show: (entry: Entry) => Fields): Fields | null {
  const entry = tree.get(path);
  if (entry !== undefined) return show(entry);
  const entries = namesIn(tree, path);
  return entries.length === 0 ? null : { type: "tree", object: { entries } };
}

function fileType(): Fields {
  return { type: "blob" };
}

function fileFields(
  github: GitHubModel,
  entry: Entry,
  { withText, cutsTexts }: { readonly withText: boolean; readonly cutsTexts: boolean },
): Fields {
  if (entry.kind !== "file") {
    const isSymlink = entry.kind === "symlink";
    return {
      type: isSymlink ? "blob" : "commit",
      mode: isSymlink ? 0o120000 : 0o160000,
      oid: "0".repeat(40),
      size: 1,
    };
  }
  const content = github.blobs.get(entry.blob) ?? Buffer.alloc(0);
  const text = content.toString("utf8");
  const mode = entry.isExecutable ? 0o100755 : 0o100644;
  const shown = cutsTexts ? text.slice(0, text.length / 2) : text;
  const fields = { type: "blob", mode, oid: entry.blob, size: content.byteLength };
  return withText ? { ...fields, object: { text: shown } } : fields;
}

function namesIn(tree: Tree, directory: string): readonly Fields[] {
  const prefix = directory === "" ? "" : `${directory}/`;
  const names = new Set<string>();
  for (const path of tree.keys()) {
    if (path.startsWith(prefix)) names.add(path.slice(prefix.length).split("/", 1)[0] ?? "");
  }
  return [...names].map((name) => ({ name }));
}
