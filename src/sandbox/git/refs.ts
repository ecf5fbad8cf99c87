/** Refs of a bare repository: read from their files, written by git itself with compare-and-swap. */
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
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

/** `before` null: the ref must not exist. False: it is not what was expected. */
export async function moveRef(
  gitDir: string,
  ref: string,
  after: string,
  before: string | null,
): Promise<boolean> {
  return update(gitDir, ["update-ref", ref, after, before ?? ZERO_ID]);
}

export async function deleteRef(gitDir: string, ref: string, before: string): Promise<boolean> {
  return update(gitDir, ["update-ref", "-d", ref, before]);
}

async function update(gitDir: string, args: readonly string[]): Promise<boolean> {
  try {
    await runGit(gitDir, args);
    return true;
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}
