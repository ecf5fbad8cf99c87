/** Trees: looking a path up, and making the tree that differs from one by some paths. */
import { readObject, writeObject } from "./object-store.ts";

export interface TreeEntry {
  /** As git writes it: `100644`, `100755`, `120000`, `160000`, `40000`. */
  readonly mode: string;
  readonly name: string;
  /** The name's exact bytes, which need not be UTF-8. */
  readonly nameBytes: Buffer;
  readonly id: string;
}

export interface FileEntry {
  readonly mode: string;
  readonly id: string;
}

/** Null removes what is at the path. */
export type TreeChanges = ReadonlyMap<string, FileEntry | null>;

export function isTree(entry: FileEntry): boolean {
  return entry.mode === "40000";
}

export async function readTree(gitDir: string, id: string): Promise<readonly TreeEntry[]> {
  const object = await readObject(gitDir, id);
  if (object === null || object.type !== "tree") return [];
  return parseTree(object.content);
}

/** The root itself for an empty path. Null: nothing there. */
export async function findEntry(gitDir: string, root: string, path: string): Promise<FileEntry | null> {
  let at: FileEntry = { mode: "40000", id: root };
  for (const segment of path.split("/").filter((it) => it !== "")) {
    if (!isTree(at)) return null;
    const next = (await readTree(gitDir, at.id)).find((it) => it.name === segment);
    if (next === undefined) return null;
    at = next;
  }
  return at;
}

/** Why a file cannot be at this path: something else is there, or above it. Null: it can. */
export async function findClash(
  gitDir: string,
  root: string,
  path: string,
): Promise<"directory" | "file-above" | null> {
  const segments = path.split("/");
  for (let depth = 1; depth < segments.length; depth++) {
    const above = await findEntry(gitDir, root, segments.slice(0, depth).join("/"));
    if (above === null) return null;
    if (!isTree(above)) return "file-above";
  }
  const there = await findEntry(gitDir, root, path);
  return there !== null && isTree(there) ? "directory" : null;
}

/** Writes the changed tree; null where nothing is left in it. What stands in a path's way is replaced, as by git itself. */
export async function changeTree(
  gitDir: string,
  root: string | null,
  changes: TreeChanges,
): Promise<string | null> {
  const entries = new Map<string, TreeEntry>();
  for (const entry of root === null ? [] : await readTree(gitDir, root))
    entries.set(keyOf(entry.nameBytes), entry);
  for (const [name, below] of groupByFirstSegment(changes)) {
    const nameBytes = Buffer.from(name);
    const old = entries.get(keyOf(nameBytes));
    const next = await changeEntry(gitDir, old, below);
    if (next === null) entries.delete(keyOf(nameBytes));
    else entries.set(keyOf(nameBytes), { ...next, name, nameBytes });
  }
  if (entries.size === 0) return null;
  return writeObject(gitDir, "tree", formatTree([...entries.values()]));
}

export async function writeEmptyTree(gitDir: string): Promise<string> {
  return writeObject(gitDir, "tree", Buffer.alloc(0));
}

/** All files below, by path. */
export async function listFiles(gitDir: string, root: string, above = ""): Promise<Map<string, FileEntry>> {
  const found = new Map<string, FileEntry>();
  for (const entry of await readTree(gitDir, root)) {
    const path = `${above}${entry.name}`;
    if (!isTree(entry)) found.set(path, entry);
    else for (const [below, file] of await listFiles(gitDir, entry.id, `${path}/`)) found.set(below, file);
  }
  return found;
}

/** Names that are not UTF-8 stay apart. */
function keyOf(nameBytes: Buffer): string {
  return nameBytes.toString("latin1");
}

async function changeEntry(
  gitDir: string,
  old: TreeEntry | undefined,
  below: ReadonlyMap<string, FileEntry | null>,
): Promise<FileEntry | null> {
  const own = below.get("");
  if (own !== undefined) return own;
  const tree = old !== undefined && isTree(old) ? old.id : null;
  const id = await changeTree(gitDir, tree, below);
  if (id !== null) return { mode: "40000", id };
  return old !== undefined && tree === null ? old : null;
}

/** `a/b` becomes `b` below `a`; `a` becomes the empty path below `a`. */
function groupByFirstSegment(changes: TreeChanges): Map<string, Map<string, FileEntry | null>> {
  const groups = new Map<string, Map<string, FileEntry | null>>();
  for (const [path, entry] of changes) {
    const slash = path.indexOf("/");
    const name = slash === -1 ? path : path.slice(0, slash);
    const group = groups.get(name) ?? new Map<string, FileEntry | null>();
    group.set(slash === -1 ? "" : path.slice(slash + 1), entry);
    groups.set(name, group);
  }
  return groups;
}

function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(32, at);
    const end = content.indexOf(0, space);
    const nameBytes = content.subarray(space + 1, end);
    const mode = content.subarray(at, space).toString("latin1");
    const id = content.subarray(end + 1, end + 21).toString("hex");
    entries.push({ mode, name: nameBytes.toString("utf8"), nameBytes, id });
    at = end + 21;
  }
  return entries;
}

/** Git orders by bytes, a directory as if its name ended in a slash. */
function formatTree(entries: readonly TreeEntry[]): Buffer {
  const keyed = entries.map((entry) => {
    const key = isTree(entry) ? Buffer.concat([entry.nameBytes, Buffer.from("/")]) : entry.nameBytes;
    return { entry, key };
  });
  keyed.sort((a, b) => Buffer.compare(a.key, b.key));
  return Buffer.concat(
    keyed.flatMap(({ entry }) => [
      Buffer.from(`${entry.mode} `),
      entry.nameBytes,
      Buffer.from([0]),
      Buffer.from(entry.id, "hex"),
    ]),
  );
}
