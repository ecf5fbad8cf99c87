/** What an event says of a repository's config file. Ordinary pushes say nothing of it, and so cost nothing. */
import { CONFIG_PATH } from "../repository-config/config-schema.ts";
import { isFields } from "../fields.ts";
import type { CommitId } from "../git/object-id.ts";
import { member, type Payload, positiveInteger, text } from "./payload.ts";

/**
 * `file`: the file may have changed on the branch. `files`: files came or went there, which patterns of files follow.
 * `branches`: a branch came or went, which patterns of branches follow. `asked`: somebody wants the check run anew.
 */
export interface ConfigMark {
  readonly unit: "config";
  readonly repositoryId: number;
  readonly branch: string | null;
  readonly change: "file" | "files" | "branches" | "asked";
  readonly head: CommitId | null;
}

/** As many commits, and files of each kind in one, as GitHub lists at most. */
const MOST_COMMITS = 2048;
const MOST_FILES = 3000;

/** Of a push that leaves the branch there; null: it says nothing of the file. */
export function configChangeOf(payload: Payload): ConfigMark["change"] | null {
  const commits = member(payload, "commits");
  const isForced = member(payload, "forced") === true || member(payload, "created") === true;
  // A branch moved onto commits that were there lists none of them.
  if (isForced || !Array.isArray(commits) || commits.length === 0 || commits.length >= MOST_COMMITS)
    return "file";
  let comesOrGoes = false;
  for (const commit of commits) {
    const added = pathsIn(commit, "added");
    const removed = pathsIn(commit, "removed");
    const modified = pathsIn(commit, "modified");
    const lists = [added, removed, modified];
    if (lists.some((list) => list.length >= MOST_FILES || list.includes(CONFIG_PATH))) return "file";
    comesOrGoes ||= added.length > 0 || removed.length > 0;
  }
  return comesOrGoes ? "files" : null;
}

function pathsIn(commit: unknown, kind: string): readonly unknown[] {
  const list = member(commit, kind);
  return Array.isArray(list) ? list : [];
}

const CHANGES: ReadonlySet<unknown> = new Set(["file", "files", "branches", "asked"]);

/** One that was written as JSON; null: it is none. */
export function decodeConfigMark(mark: unknown, head: CommitId | null): ConfigMark | null {
  if (!isFields(mark) || mark["unit"] !== "config" || !CHANGES.has(mark["change"])) return null;
  const repositoryId = positiveInteger(mark["repositoryId"]);
  if (repositoryId === null) return null;
  const change = mark["change"] as ConfigMark["change"];
  return { unit: "config", repositoryId, branch: text(mark["branch"]), change, head };
}
