/**
 * Files that exist match by exact bytes (DESIGN, "Paths"): where a wished path is none that Lockstep would make, GitHub is asked
 * whether a file stands there already. Paths that it would make cost no request.
 */
import { checkNewPath, joinPath } from "../core/path/policy.ts";
import type { PlaceWish } from "../db/link-place.ts";
import { findRepository } from "../db/repositories.ts";
import type { Dependencies } from "./dependencies.ts";
import { isPossiblePath } from "./read-file.ts";

/** The wished path where it is an existing file's; null: it is to be judged as a new one. @throws GitHubFailure */
export async function standingFile(
  { store, github }: Dependencies,
  workspaceId: number,
  wish: PlaceWish,
): Promise<string | null> {
  if (wish.file === null) return null;
  const path = joinPath(wish.directory ?? "", wish.file);
  const check = checkNewPath(path);
  if ((check.ok && check.path === path) || !isPossiblePath(path)) return null;
  const repository = await findRepository(store.read, workspaceId, wish.repository);
  if (repository === null) return null;
  const branch = wish.branch ?? repository.defaultBranch;
  const seen = await github.observe({ repository: repository.address, branch, paths: [path], newPaths: [] });
  return seen.kind === "found" && seen.files.get(path)?.kind === "blob" ? path : null;
}
