/** What the lanes need of GitHub for pull requests; a part of the port in github-port.ts. */
import type { CommitId } from "../git/object-id.ts";
import type { RepositoryAddress } from "./github-port.ts";
import type { ProposalState } from "./proposal.ts";

/** A branch that the App made. */
export interface MadeBranch {
  readonly refId: string;
  readonly head: CommitId;
}

export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly state: ProposalState;
  /** The head branch's last commit. */
  readonly head: CommitId;
}

export interface PullRequestText {
  readonly title: string;
  readonly body: string;
}

/** Merging one branch into another: never forced. */
export type MergeOutcome =
  | { readonly kind: "merged" }
  | { readonly kind: "up-to-date" }
  /** Both sides changed the same lines. */
  | { readonly kind: "clash" }
  /** One of both is not there. */
  | { readonly kind: "not-found" }
  | { readonly kind: "refused"; readonly message: string };

/** Pull requests. What throws may have been done all the same: look before asking again. */
export interface ProposalGitHub {
  /** `exists`: a branch of this name is there already. */
  createBranch(
    repository: RepositoryAddress,
    branch: string,
    head: CommitId,
  ): Promise<
    | { readonly kind: "made"; readonly branch: MadeBranch }
    | { readonly kind: "exists" }
    | { readonly kind: "refused"; readonly message: string }
  >;
  mergeBranch(
    repository: RepositoryAddress,
    merge: { readonly into: string; readonly from: CommitId; readonly message: string },
  ): Promise<MergeOutcome>;
  /** `exists`: one is open for this branch. `nothing`: the branch has no commits that the target has not. */
  openPullRequest(
    repository: RepositoryAddress,
    request: PullRequestText & { readonly head: string; readonly target: string },
  ): Promise<
    | { readonly kind: "opened"; readonly request: PullRequest }
    | { readonly kind: "exists" | "nothing" }
    | { readonly kind: "refused"; readonly message: string }
  >;
  /** The newest request of this branch, open or not. */
  findPullRequest(
    repository: RepositoryAddress,
    branches: { readonly head: string; readonly target: string },
  ): Promise<PullRequest | null>;
  /** Null: there is none of this number. */
  pullRequest(repository: RepositoryAddress, number: number): Promise<PullRequest | null>;
  updatePullRequest(
    repository: RepositoryAddress,
    number: number,
    change: Partial<PullRequestText> & { readonly state?: "closed" },
  ): Promise<void>;
}
