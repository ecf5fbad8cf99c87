/** Refs of a bare repository: read and moved as files, with the lock that git takes; deleted by git itself. */
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { GitError, runGit } from "./run-git.ts";

export const ZERO_ID = "0".repeat(40);

/** As `git check-ref-format` judges a branch, near enough for a sandbox. */
export function isRefName(ref: string): boolean {
  if (!ref.startsWith("refs/") || /[\s~^:?*[\\\p{Cc}]/u.test(ref)) return false;
  return !/\.\.|@\{|\/\/|\/$|\.$|\.lock(\/|$)|\/\./.test(ref);
}

export async function readRef(gitDir: string, ref: string): Promise<string | null> {
  if (!isRefName(ref)) return null;
  const loose = await readFile(join(gitDir, ref), "latin1").catch(() => null);
  if (loose !== null) return loose.trim();
  return (await readPackedRefs(gitDir)).get(ref) ?? null;
}

/** Name (`refs/heads/main`) to object id, in the order of names. */
export async function listRefs(gitDir: string, prefix = "refs/"): Promise<Map<string, string>> {
  const refs = await readPackedRefs(gitDir);
  const entries = await readdir(join(gitDir, "refs"), { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((it) => it.isFile() && !it.name.endsWith(".lock"))) {
    const file = join(entry.parentPath, entry.name);
    const id = await readFile(file, "latin1").catch(() => null);
    if (id !== null) refs.set(relative(gitDir, file).split(sep).join("/"), id.trim());
  }
  return new Map(
    [...refs].filter(([ref]) => ref.startsWith(prefix)).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

async function readPackedRefs(gitDir: string): Promise<Map<string, string>> {
  const text = await readFile(join(gitDir, "packed-refs"), "utf8").catch(() => "");
  const lines = text.split("\n").filter((it) => /^[0-9a-f]{40} /.test(it));
  return new Map(lines.map((it) => [it.slice(41), it.slice(0, 40)]));
}

/** `before` null: the ref must not exist. False: it is not what was expected, or somebody else is writing it. */
export async function moveRef(
  gitDir: string,
  ref: string,
  after: string,
  before: string | null,
): Promise<boolean> {
  if (!isRefName(ref)) return false;
  const file = join(gitDir, ref);
  const lock = `${file}.lock`;
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(lock, "wx");
    await handle.writeFile(`${after}\n`).finally(() => handle.close());
  } catch (error) {
    if (isInTheWay(error)) return false;
    throw error;
  }
  try {
    if ((await readRef(gitDir, ref)) !== before) return false;
    await rename(lock, file);
    return true;
  } catch (error) {
    if (isInTheWay(error)) return false;
    throw error;
  } finally {
    await rm(lock, { force: true });
  }
}

export async function deleteRef(gitDir: string, ref: string, before: string): Promise<boolean> {
  try {
    await runGit(gitDir, ["update-ref", "-d", ref, before]);
    return true;
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}

/** The lock of another writer, or a branch whose name is a folder of this one's, or the other way round. */
function isInTheWay(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "EEXIST" || code === "ENOTDIR" || code === "EISDIR" || code === "ENOTEMPTY";
}
