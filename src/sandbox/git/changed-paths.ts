/** The paths at which two trees differ; folders that are the same are not opened. */
import { isTree, readTree, type FileEntry } from "./tree.ts";

export interface ChangedPath {
  readonly path: string;
  /** Null: it is new. */
  readonly was: FileEntry | null;
  /** Null: it is gone. */
  readonly is: FileEntry | null;
}

/** Null: an empty tree. */
export async function changedPaths(
  gitDir: string,
  before: string | null,
  after: string | null,
  above = "",
): Promise<readonly ChangedPath[]> {
  if (before === after) return [];
  const was = await entriesOf(gitDir, before);
  const is = await entriesOf(gitDir, after);
  const changes: ChangedPath[] = [];
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    const [old, next] = [was.get(name) ?? null, is.get(name) ?? null];
    const path = `${above}${name}`;
    changes.push(...(await changedPaths(gitDir, treeIn(old), treeIn(next), `${path}/`)));
    const file = { path, was: fileIn(old), is: fileIn(next) };
    if (file.was?.id !== file.is?.id || file.was?.mode !== file.is?.mode) changes.push(file);
  }
  return changes;
}

async function entriesOf(gitDir: string, tree: string | null): Promise<ReadonlyMap<string, FileEntry>> {
  if (tree === null) return new Map();
  return new Map((await readTree(gitDir, tree)).map(({ name, mode, id }) => [name, { mode, id }]));
}

function treeIn(entry: FileEntry | null): string | null {
  return entry !== null && isTree(entry) ? entry.id : null;
}

function fileIn(entry: FileEntry | null): FileEntry | null {
  return entry !== null && !isTree(entry) ? entry : null;
}
