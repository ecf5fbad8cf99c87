/** What moving one link will do, said before it is done. What is really done is decided by the server. */
import { isBranchName } from "../../core/path/branch-name.ts";
import type { Link, LinkChange, Repository } from "../api/contract.ts";
import type { FileAt, FilePlace } from "../places/use-file-at.ts";
import { branchOf, wordsOf } from "./move-words.ts";

export interface OneMove {
  /** To another repository than its own. */
  readonly isElsewhere: boolean;
  /** The other one, once it is chosen. */
  readonly repository: Repository | null;
  /** As it is typed; empty: the default branch is followed. */
  readonly branch: string;
  /** As it is typed, from the root. */
  readonly file: string;
}

export interface MovePlan {
  /** Null: it cannot be done as it stands. */
  readonly change: LinkChange | null;
  readonly from: string;
  /** Null: not yet whole. */
  readonly to: string | null;
  /** Sentences. */
  readonly effects: readonly string[];
  /** Why it cannot be done; null: it can, or nothing is changed yet. */
  readonly obstacle: string | null;
}

/** As the link stands. */
export function stayingMove(link: Link): OneMove {
  const branch = link.followsDefault ? "" : link.branch;
  return { isElsewhere: false, repository: null, branch, file: link.path };
}

/** Where it is to be looked what lies there. */
export function fileWishedBy(link: Link, move: OneMove): FilePlace {
  const repository = move.isElsewhere ? move.repository : null;
  return {
    repository: repository?.fullName ?? link.repository,
    branch: move.branch.trim(),
    path: pathOf(link, move),
  };
}

/** @param at what lies at the place */
export function planMove(link: Link, move: OneMove, at: FileAt): MovePlan {
  const target = targetOf(link, move);
  const from = wordsOf(link);
  const gap = gapIn(move);
  if (gap !== null) return { change: null, from, to: null, effects: [], obstacle: gap };
  const { repository, branch, path } = target;
  const place = { from, to: wordsOf(target) };
  const change = changeFor(link, move);
  const isSameFile = repository === link.repository && path === link.path;
  if (isSameFile && target.follows === link.followsDefault && branch === link.branch)
    return { ...place, change: null, effects: [], obstacle: null };
  // Where the default branch is to be followed, it may be the one that it is on.
  if (isSameFile && (branch === link.branch || target.follows))
    return { ...place, change, effects: [branchWords(link, target.follows)], obstacle: null };
  if (at.obstacle !== null) return { ...place, change: null, effects: [], obstacle: at.obstacle };
  return { ...place, change, effects: effectsOf(link, target, at), obstacle: null };
}

interface Target {
  readonly repository: string;
  readonly branch: string;
  readonly path: string;
  /** The default branch, whichever it is. */
  readonly follows: boolean;
}

function targetOf(link: Link, move: OneMove): Target {
  const repository = move.isElsewhere ? move.repository : null;
  const branch = move.branch.trim();
  return {
    repository: repository?.fullName ?? link.repository,
    branch: branchOf(link, repository, branch === "" ? null : branch),
    path: pathOf(link, move),
    follows: branch === "",
  };
}

/** A path that stays is not touched, whatever it ends with. */
function pathOf(link: Link, { file }: OneMove): string {
  return file === link.path ? file : file.trim();
}

function gapIn({ isElsewhere, repository, branch, file }: OneMove): string | null {
  if (isElsewhere && repository === null) return "Choose the repository.";
  const name = branch.trim();
  if (name !== "" && !isBranchName(name)) return "git takes no branch of this name.";
  return file.trim() === "" ? "Name the file." : null;
}

function changeFor(link: Link, move: OneMove): LinkChange {
  const branch = move.branch.trim();
  return {
    ...(move.isElsewhere && move.repository !== null && { repository: move.repository.id }),
    branch: branch === "" ? null : branch,
    directory: "",
    file: pathOf(link, move),
  };
}

function branchWords({ branch }: Link, follows: boolean): string {
  return follows
    ? `From then on it follows the default branch, whichever that is. Where that is not ${branch}, the file of ${branch} stays, and it agrees anew with the one on the default branch.`
    : `It stays on ${branch}, whatever becomes the default branch. Nothing else changes.`;
}

function effectsOf(link: Link, target: Target, { isThere }: FileAt): readonly string[] {
  const { proposed, paused, repository, path } = link;
  return [
    `${path} stays in ${repository} as it is, and is followed no more.`,
    isOffered(link, target)
      ? "The file went there: what both sides agreed on still counts."
      : newPlaceWords(isThere),
    ...(proposed === null ? [] : [`Pull request #${proposed.number}, while it is open, loses this file.`]),
    ...(paused ? ["It stays paused: nothing is done there until it is resumed."] : []),
  ];
}

function isOffered(link: Link, { repository, branch, path }: Target): boolean {
  return link.renamedTo === path && link.repository === repository && link.branch === branch;
}

function newPlaceWords(isThere: boolean | undefined): string {
  switch (isThere) {
    case true:
      return "A file is there. Where its text differs from the one here, nothing is touched until you choose which to keep.";
    case false:
      return "No file is there yet: it is made with the text here.";
    case undefined:
      return "Where no file is there, it is made with the text here; where one is there and differs, nothing is touched until you choose.";
  }
}
