import { checkNewPath } from "../../core/path/policy.ts";
import type { RepositoryFiles } from "../api/contract.ts";

/** Why no document can be connected at a path; null where one can. @param entry what lies there; undefined: nothing */
export function obstacleAt(
  path: string,
  entry: Pick<RepositoryFiles["items"][number], "kind" | "link"> | undefined,
): string | null {
  if (entry?.kind === "directory") return `${path} is a directory. Name a file in it.`;
  if (entry !== undefined)
    return entry.link === null ? null : `${path} is connected already. Choose another file.`;
  const check = checkNewPath(path);
  return check.ok ? null : check.message;
}
