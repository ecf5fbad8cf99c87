/** What moving links will do, said before it is done. What is really done is decided by the server, link by link. */
import { joinPath, pathKey } from "../../core/path/policy.ts";
import type { BulkPlace, Link, Repository } from "../api/contract.ts";

/** What is left out stays. */
export interface MoveWish {
  readonly repository: Repository | null;
  /** Undefined: each stays on its own; null: the default branch is followed. */
  readonly branch: string | null | undefined;
  /** Undefined: each stays in its own; empty: the root. */
  readonly directory: string | undefined;
}

export interface MoveRow {
  readonly link: Link;
  readonly from: string;
  readonly to: string;
  /** Null: it can be moved, as far as can be seen from here. */
  readonly obstacle: string | null;
}

/** Null: nothing is to change. */
export function placeFor({ repository, branch, directory }: MoveWish): BulkPlace | null {
  const place = {
    ...(repository !== null && { repository: repository.id }),
    ...(branch !== undefined && { branch }),
    ...(directory !== undefined && { directory: directory.trim() }),
  };
  return Object.keys(place).length === 0 ? null : place;
}

export function moveRows(links: readonly Link[], wish: MoveWish): readonly MoveRow[] {
  const taken = new Set<string>();
  return links.map((link) => {
    const target = targetOf(link, wish);
    const key = [target.repository.toLowerCase(), target.branch, pathKey(target.path)].join("\n");
    const isTaken = taken.has(key);
    taken.add(key);
    const [from, to] = [wordsOf(link), wordsOf(target)];
    return { link, from, to, obstacle: obstacleOf({ link, isSame: from === to, isTaken }) };
  });
}

interface Target {
  readonly repository: string;
  readonly branch: string;
  readonly path: string;
}

function targetOf(link: Link, { repository, branch, directory }: MoveWish): Target {
  const name = link.path.slice(link.path.lastIndexOf("/") + 1);
  return {
    repository: repository?.fullName ?? link.repository,
    branch: branchOf(link, repository, branch),
    path: directory === undefined ? link.path : joinPath(directory.trim(), name),
  };
}

export function branchOf(link: Link, repository: Repository | null, branch: MoveWish["branch"]): string {
  if (typeof branch === "string") return branch;
  const follows = branch === null || link.followsDefault;
  if (repository !== null) return follows ? repository.defaultBranch : link.branch;
  return branch === null && !link.followsDefault ? "the default branch" : link.branch;
}

export function wordsOf({ repository, branch, path }: Target): string {
  return `${repository}, ${branch}: ${path}`;
}

function obstacleOf({
  link,
  isSame,
  isTaken,
}: {
  readonly link: Link;
  readonly isSame: boolean;
  readonly isTaken: boolean;
}): string | null {
  if (link.owner === "file") return "declared in .github/lockstep.yml: move it there";
  if (isTaken) return "another of these goes to the same file";
  return isSame ? "there already" : null;
}
