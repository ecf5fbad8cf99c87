/** A range that holds one commit is read from its objects: most pushes are one, and starting git costs more than all else. */
import { type ChangedPath, changedPaths } from "./changed-paths.ts";
import type { LoggedCommit, LoggedPerson, LogRange } from "./logged-commit.ts";
import { readObject } from "./object-store.ts";

/** Null: it may hold more, or none. */
export async function readLoneCommit(gitDir: string, range: LogRange): Promise<LoggedCommit | null> {
  const [id = "", ...others] = range.from;
  const object = others.length > 0 ? null : await readObject(gitDir, id);
  if (object === null || object.type !== "commit") return null;
  const fields = parse(object.content.toString("utf8"));
  if (fields === null || !isLone(range, fields.parents)) return null;
  const [parent] = fields.parents;
  const before = parent === undefined ? null : await treeOf(gitDir, parent);
  // As git does, a merge lists nothing.
  const changes = fields.parents.length > 1 ? [] : await changedPaths(gitDir, before, fields.tree);
  return { id, ...fields, ...sortOut(changes) };
}

type Fields = Pick<LoggedCommit, "tree" | "parents" | "author" | "committer" | "message">;

/** Null: git knows better how it is to be read. */
function parse(text: string): Fields | null {
  const end = text.indexOf("\n\n");
  const headers = text.slice(0, end).split("\n");
  const [tree] = valuesOf(headers, "tree");
  const author = readPerson(valuesOf(headers, "author")[0]);
  const committer = readPerson(valuesOf(headers, "committer")[0]);
  const isPlain = end !== -1 && valuesOf(headers, "encoding").length === 0;
  if (!isPlain || tree === undefined || author === null || committer === null) return null;
  const message = text.slice(end + 2).replace(/\n+$/, "");
  return { tree, parents: valuesOf(headers, "parent"), author, committer, message };
}

function sortOut(changes: readonly ChangedPath[]): Pick<LoggedCommit, "added" | "removed" | "modified"> {
  const pathsWhere = (holds: (change: ChangedPath) => boolean): string[] =>
    changes.filter(holds).map((it) => it.path);
  return {
    added: pathsWhere(({ was }) => was === null),
    removed: pathsWhere(({ is }) => is === null),
    modified: pathsWhere(({ was, is }) => was !== null && is !== null),
  };
}

/** The newest alone is wanted, or nothing lies between it and what is left out. */
function isLone({ without = [], limit }: LogRange, parents: readonly string[]): boolean {
  if (without.length === 0) return limit === 1;
  return without.length === 1 && parents.length === 1 && parents[0] === without[0];
}

function valuesOf(headers: readonly string[], key: string): string[] {
  return headers.filter((it) => it.startsWith(`${key} `)).map((it) => it.slice(key.length + 1));
}

async function treeOf(gitDir: string, commit: string): Promise<string | null> {
  const object = await readObject(gitDir, commit);
  return /^tree ([0-9a-f]{40})\n/.exec(object?.content.toString("latin1") ?? "")?.[1] ?? null;
}

/** `Mona <mona@example.com> 1700000000 +0200`; null where it is not that. */
function readPerson(text: string | undefined): LoggedPerson | null {
  const parts = /^(.*?) ?<([^>]*)> (\d+) ([+-])(\d\d)(\d\d)$/.exec(text ?? "");
  if (parts === null) return null;
  const [, name = "", email = "", seconds = "", sign = "+", hours = "", minutes = ""] = parts;
  const offsetMinutes = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const local = new Date((Number(seconds) + offsetMinutes * 60) * 1000).toISOString().slice(0, 19);
  return { name, email, date: `${local}${sign}${hours}:${minutes}` };
}
