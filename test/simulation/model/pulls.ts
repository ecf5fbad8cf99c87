/** Pull requests of the model: they follow their branches, and end with them, as on GitHub. */
import type { CommitId } from "../../../src/core/git/object-id.ts";
import type { ProposalState } from "../../../src/core/sync/proposal.ts";
import { isBuiltOn, mergedTree, type Sides } from "./ancestry.ts";
import type { BranchMove, GitHubModel, Repository } from "./github-model.ts";

export interface Pull {
  readonly number: number;
  /** Names of branches. */
  readonly head: string;
  readonly base: string;
  title: string;
  body: string;
  state: ProposalState;
  /** Somebody wants it open, whatever the App has to say with it. */
  isReopened: boolean;
  /** The head branch's last commit; stays what it was once the request is over. */
  headCommit: CommitId;
  /** Every commit that was its last at some time. */
  readonly headCommits: Set<CommitId>;
}

export function openPull(
  github: GitHubModel,
  repository: Repository,
  wish: Pick<Pull, "head" | "base" | "title" | "body" | "headCommit">,
): Pull {
  const number = repository.pulls.length + 1;
  const pull: Pull = {
    ...wish,
    number,
    state: "open",
    isReopened: false,
    headCommits: new Set([wish.headCommit]),
  };
  repository.pulls.push(pull);
  tellPull(github, repository, pull, "opened");
  return pull;
}

/** What a moved or deleted branch means for the open requests of the repository. */
export function followBranch(github: GitHubModel, repository: Repository, move: BranchMove): void {
  for (const pull of repository.pulls) {
    if (pull.state !== "open" || (pull.head !== move.branch && pull.base !== move.branch)) continue;
    if (move.after === null) endPull(github, repository, pull, "closed");
    else if (pull.head === move.branch) followHead(github, repository, pull, move.after);
    else if (isBuiltOn(repository, move.after, pull.headCommit)) endPull(github, repository, pull, "merged");
  }
}

function followHead(github: GitHubModel, repository: Repository, pull: Pull, after: CommitId): void {
  pull.headCommit = after;
  pull.headCommits.add(after);
  tellPull(github, repository, pull, "synchronize");
}

export function endPull(
  github: GitHubModel,
  repository: Repository,
  pull: Pull,
  state: "merged" | "closed",
): void {
  pull.state = state;
  tellPull(github, repository, pull, "closed");
}

export function reopenPull(github: GitHubModel, repository: Repository, pull: Pull): boolean {
  const head = repository.branches.get(pull.head)?.head;
  if (pull.state !== "closed" || head === undefined || !repository.branches.has(pull.base)) return false;
  const isTaken = repository.pulls.some(({ state, head: other }) => state === "open" && other === pull.head);
  if (isTaken) return false;
  pull.state = "open";
  pull.isReopened = true;
  pull.headCommit = head;
  pull.headCommits.add(head);
  tellPull(github, repository, pull, "reopened");
  return true;
}

/** False where both sides clash. Protection does not hold people who merge. */
export function mergePull(
  github: GitHubModel,
  repository: Repository,
  pull: Pull,
  method: "merge" | "squash",
): boolean {
  const base = repository.branches.get(pull.base);
  if (base === undefined) return false;
  const sides: Sides = { ours: base.head, theirs: pull.headCommit };
  const tree = mergedTree(repository, sides, null);
  if (tree === null) return false;
  const parents = method === "merge" ? [sides.ours, sides.theirs] : [sides.ours];
  const author = repository.account.login;
  const { title: message } = pull;
  const { id } = github.addCommit(repository, { parents, tree, message, author, isOurs: false });
  // Over before its branch moves: what a moved base means for open requests is not asked of this one.
  pull.state = "merged";
  github.setHead(repository, pull.base, { head: id, by: "others" });
  endPull(github, repository, pull, "merged");
  return true;
}

function tellPull(github: GitHubModel, repository: Repository, pull: Pull, action: string): void {
  if (!github.isVisible(repository)) return;
  const { number, head: ref, headCommit: sha, state } = pull;
  const shown = { number, state: state === "open" ? "open" : "closed", merged: state === "merged" };
  const { id } = repository;
  github.tell(repository, repository.account, "pull_request", {
    action,
    number,
    repository: { id },
    pull_request: { ...shown, head: { ref, sha, repo: { id } }, base: { ref: pull.base } },
  });
}

/** The branch that a rolling branch is for; any other is its own. */
export function targetOf(branch: string): string {
  return branch.replace(/^lockstep\/(.*?)(?:-\d+)?$/, "$1");
}
