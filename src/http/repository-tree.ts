/** The files of a branch at its present head: two requests, whatever the repository's size. */
import { Type } from "typebox";
import type { CommitId } from "../core/git/object-id.ts";
import { isBranchName } from "../core/path/branch-name.ts";
import type { TreeFile } from "../core/sync/github-port.ts";
import { listLinks } from "../db/links.ts";
import type { Repository } from "../db/repositories.ts";
import type { Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";

export const BranchQuery = Type.Optional(
  Type.String({ minLength: 1, maxLength: 255, description: "Left out: the default branch." }),
);

export interface RepositoryTree {
  readonly branch: string;
  /** Null: the repository is empty. */
  readonly head: CommitId | null;
  /** Of those sought; null: GitHub does not list them all. */
  readonly files: readonly TreeFile[] | null;
}

/** @throws HttpProblem `branch_not_found`, `invalid_request`; GitHubFailure */
export async function readTree(
  { github }: Pick<Dependencies, "github">,
  { address, defaultBranch }: Repository,
  {
    branch = defaultBranch,
    isSought,
  }: { readonly branch: string | undefined; readonly isSought: (file: TreeFile) => boolean },
): Promise<RepositoryTree> {
  if (!isBranchName(branch))
    throw new HttpProblem("invalid_request", "In the query: branch: this cannot be the name of a branch.");
  const answer = await github.head(address, branch, null);
  if (answer.kind !== "head") {
    if (branch === defaultBranch) return { branch, head: null, files: [] };
    throw new HttpProblem(
      "branch_not_found",
      `The repository has no branch ${branch}; push it first, or name another one.`,
    );
  }
  const { head } = answer;
  return { branch, head, files: await github.findFiles(address, head, isSought) };
}

/** More than any branch has. */
const MOST_LINKS = 100_000;

/** The links that the branch's paths have, by path. */
export async function linksByPath(
  { store }: Pick<Dependencies, "store">,
  workspaceId: number,
  at: { readonly repository: number; readonly branch: string },
): Promise<ReadonlyMap<string, number>> {
  const filter = { workspaceId, repository: at.repository, readable: "all" } as const;
  // Whoever reads the repository reads its links.
  const links = await listLinks(store.read, filter, { after: 0, limit: MOST_LINKS });
  return new Map(links.filter(({ branch }) => branch === at.branch).map(({ path, id }) => [path, id]));
}
