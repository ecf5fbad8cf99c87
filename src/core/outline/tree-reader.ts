/** A walk over a tree that knows at each step where it is. */

export interface TreeReader {
  open(kind: "map" | "list"): void;
  close(): void;
  /** A key of the map that is open. */
  key(name: string, offset: number): void;
  scalar(read: () => string): void;
}

/** False where the text is no tree. */
export type ReadTree = (text: string, reader: TreeReader) => boolean;

export interface PathListener {
  /** @param path of the key, itself the last; of items in lists their numbers. Another one's after the call. */
  key(path: readonly string[], offset: number): void;
  scalar(path: readonly string[], read: () => string): void;
}

/** Deeper, nothing is told. */
const MAX_DEPTH = 40;

export function pathReader(listener: PathListener): TreeReader {
  const path: string[] = [];
  /** Of each open container: null for a map, the number of the next item for a list. */
  const open: (number | null)[] = [];
  const enter = (): void => {
    const next = open.at(-1);
    if (typeof next !== "number") return;
    path.length = open.length - 1;
    path.push(String(next));
    open[open.length - 1] = next + 1;
  };
  return {
    open(kind) {
      enter();
      open.push(kind === "map" ? null : 0);
    },
    close() {
      open.pop();
      path.length = open.length;
    },
    key(name, offset) {
      path.length = open.length - 1;
      path.push(name);
      if (path.length <= MAX_DEPTH) listener.key(path, offset);
    },
    scalar(read) {
      enter();
      if (path.length <= MAX_DEPTH) listener.scalar(path, read);
    },
  };
}
