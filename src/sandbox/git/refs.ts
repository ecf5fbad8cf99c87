/** Refs of a bare repository: read from their files, written by git itself with compare-and-swap. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
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
  const packed = await readFile(join(gitDir, "packed-refs"), "utf8").catch(() => "");
  const line = packed.split("\n").find((it) => it.slice(41) === ref && !it.startsWith("#"));
  return line?.slice(0, 40) ?? null;
}

/** Name (`refs/heads/main`) to object id, in the order of names. */
export async function listRefs(gitDir: string, prefix = "refs/"): Promise<Map<string, string>> {
  const text = await runGit(gitDir, ["for-each-ref", "--format=%(objectname) %(refname)"]);
  const lines = text.toString("utf8").split("\n");
  const refs = new Map<string, string>();
  for (const line of lines) {
    if (line.slice(41).startsWith(prefix) && line !== "") refs.set(line.slice(41), line.slice(0, 40));
  }
  return refs;
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
