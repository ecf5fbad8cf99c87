/** The commit that followed a head: whether it is ours tells whether a write whose answer was lost has landed. */
import type { ProbotOctokit } from "probot";
import { isObjectId, parseCommitId } from "../core/git/object-id.ts";
import type { CommitId } from "../core/git/object-id.ts";
import type { FirstCommitAfter, RepositoryAddress } from "../core/sync/github-port.ts";
import { statusOf } from "./failure-of.ts";

/** One page: the oldest commits of the range, and ours can only be the first after `base`. */
const PAGE_SIZE = 100;

interface ComparedCommit {
  readonly sha: string;
  readonly parents: readonly { readonly sha: string }[];
  readonly commit: { readonly message: string };
  readonly author: { readonly type?: string } | null;
}

/**
 * Several commits may follow `base` directly (a merge brought a second line): then one by a bot is preferred, as ours
 * is one. https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
export async function firstCommitAfter(
  octokit: ProbotOctokit,
  repository: RepositoryAddress,
  base: CommitId,
  head: CommitId,
): Promise<FirstCommitAfter | null> {
  const compared = await compare(octokit, repository, `${base}...${head}`);
  const followers = compared.filter((commit) => commit.parents.some((parent) => parent.sha === base));
  const first = followers.find((commit) => commit.author?.type === "Bot") ?? followers[0];
  if (first === undefined) return null;
  return {
    commit: parseCommitId(first.sha),
    parents: first.parents
      .map((parent) => parent.sha)
      .filter(isObjectId)
      .map(parseCommitId),
    message: first.commit.message,
  };
}

async function compare(
  octokit: ProbotOctokit,
  { owner, name }: RepositoryAddress,
  basehead: string,
): Promise<readonly ComparedCommit[]> {
  try {
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
      owner,
      repo: name,
      basehead,
      per_page: PAGE_SIZE,
    });
    return data.status === "ahead" ? data.commits : [];
  } catch (error) {
    // Without a common history, or with a base that is no longer there, nothing leads from one to the other.
    if (statusOf(error) === 404) return [];
    throw error;
  }
}
