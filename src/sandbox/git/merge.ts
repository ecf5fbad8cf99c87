/** Putting two lines of history together, as GitHub's three buttons do. Null: they clash. */
import { type ChangedPath, changedPaths } from "./changed-paths.ts";
import { type Commit, readCommit, type Signature, writeCommit } from "./commit.ts";
import { findMergeBase, readLog } from "./log.ts";
import { GitError, runGit } from "./run-git.ts";
import { changeTree, findEntry, type FileEntry } from "./tree.ts";

export interface Merging {
  readonly gitDir: string;
  readonly base: string;
  readonly head: string;
  readonly message: string;
  readonly author: Signature;
}

export async function mergeCommit(merging: Merging): Promise<string | null> {
  return commitMerged(merging, [merging.base, merging.head]);
}

export async function squash(merging: Merging): Promise<string | null> {
  return commitMerged(merging, [merging.base]);
}

async function commitMerged(
  { gitDir, base, head, message, author }: Merging,
  parents: readonly string[],
): Promise<string | null> {
  const tree = await mergeTrees(gitDir, base, head);
  if (tree === null) return null;
  return writeCommit(gitDir, { tree, parents, author, committer: author, message });
}

/** Exit code 1 is a clash. */
async function mergeTrees(gitDir: string, one: string, other: string): Promise<string | null> {
  try {
    const output = await runGit(gitDir, ["merge-tree", "--write-tree", one, other]);
    return output.toString("latin1").split("\n")[0] ?? null;
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

/** Every commit that is no merge, put onto the base one by one. Whole files only: a file changed on both sides is a clash. */
export async function rebase({ gitDir, base, head, author }: Merging): Promise<string | null> {
  const from = await findMergeBase(gitDir, base, head);
  if (from === null) return null;
  const commits = await readLog(gitDir, { from: [head], without: [base], order: "oldest-first" });
  let onto = base;
  for (const { id, parents } of commits) {
    if (parents.length > 1) continue;
    const commit = await readCommit(gitDir, id);
    const next = commit === null ? null : await replay(gitDir, commit, onto, author);
    if (next === null) return null;
    onto = next;
  }
  return onto;
}

async function replay(
  gitDir: string,
  commit: Commit,
  onto: string,
  committer: Signature,
): Promise<string | null> {
  const target = (await readCommit(gitDir, onto))?.tree ?? "";
  const changes = new Map<string, FileEntry | null>();
  for (const { path, was, is } of await changesOf(gitDir, commit)) {
    const there = (await findEntry(gitDir, target, path))?.id;
    if (there !== was?.id && there !== is?.id) return null;
    changes.set(path, is);
  }
  const tree = await changeTree(gitDir, target, changes);
  if (tree === null) return null;
  const { author, message } = commit;
  return writeCommit(gitDir, { tree, parents: [onto], author, committer, message });
}

async function changesOf(gitDir: string, commit: Commit): Promise<readonly ChangedPath[]> {
  const before = (await readCommit(gitDir, commit.parents[0] ?? ""))?.tree ?? null;
  return changedPaths(gitDir, before, commit.tree);
}
