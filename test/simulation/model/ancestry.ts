/** What commits are built on, and what comes of putting two together. */
import type { CommitId } from "../../../src/core/git/object-id.ts";
import type { Entry, Repository, Tree } from "./github-model.ts";

/** Nearest first, the commit itself before all. */
export function ancestorsOf({ commits }: Repository, id: CommitId): ReadonlySet<CommitId> {
  const found = new Set([id]);
  for (const one of found) for (const parent of commits.get(one)?.parents ?? []) found.add(parent);
  return found;
}

export function isBuiltOn(repository: Repository, id: CommitId, base: CommitId): boolean {
  return ancestorsOf(repository, id).has(base);
}

/** The newest commit that both are built on. */
function mergeBase(repository: Repository, one: CommitId, other: CommitId): CommitId | null {
  const shared = ancestorsOf(repository, other);
  const both = [...ancestorsOf(repository, one)].filter((id) => shared.has(id));
  // Commits are kept in the order in which they were made.
  const order = [...repository.commits.keys()];
  return both.toSorted((a, b) => order.indexOf(b) - order.indexOf(a))[0] ?? null;
}

export interface Sides {
  readonly ours: CommitId;
  readonly theirs: CommitId;
}

/** As git does it, but file by file. @param settle what stands where both have changed; null: nobody settles it, they clash */
export function mergedTree(
  repository: Repository,
  { ours, theirs }: Sides,
  settle: "ours" | "theirs" | null,
): Tree | null {
  const treeOf = (id: CommitId | null): Tree =>
    (id === null ? undefined : repository.commits.get(id)?.tree) ?? new Map<string, Entry>();
  const [base, mine, other] = [treeOf(mergeBase(repository, ours, theirs)), treeOf(ours), treeOf(theirs)];
  const merged = new Map(mine);
  for (const path of new Set([...base.keys(), ...mine.keys(), ...other.keys()])) {
    const [was, here, there] = [base.get(path), mine.get(path), other.get(path)];
    if (isSame(was, there) || isSame(here, there)) continue;
    if (!isSame(was, here) && settle === null) return null;
    if (!isSame(was, here) && settle === "ours") continue;
    if (there === undefined) merged.delete(path);
    else merged.set(path, there);
  }
  return merged;
}

function isSame(one: Entry | undefined, other: Entry | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
