/** The first file of an empty repository: one PUT that can only create, as it names no blob to replace. */
import type { ProbotOctokit } from "probot";
import { isObjectId, parseCommitId } from "../core/git/object-id.ts";
import { messageText } from "../core/sync/commit-message.ts";
import type { CommitOutcome, FirstCommitRequest } from "../core/sync/github-port.ts";
import type { Refused } from "./failure-of.ts";
import { saysFileExists, saysProtectedBranch, saysRuleViolation } from "./known-texts.ts";
import { outcomeOfError, refusalByRules } from "./refusal-of.ts";

/** https://docs.github.com/en/rest/repos/contents#create-or-update-file-contents */
export async function commitFirst(
  octokit: ProbotOctokit,
  request: FirstCommitRequest,
): Promise<CommitOutcome> {
  const { repository, branch, message, addition } = request;
  try {
    const answer = await octokit.rest.repos.createOrUpdateFileContents({
      owner: repository.owner,
      repo: repository.name,
      path: addition.path,
      branch,
      message: messageText(message),
      content: addition.content.toString("base64"),
    });
    const sha = answer.data.commit.sha;
    if (sha !== undefined && isObjectId(sha)) return { kind: "landed", commit: parseCommitId(sha) };
    return { kind: "unanswered", cause: new Error("GitHub's answer to a first file names no commit") };
  } catch (error) {
    return outcomeOfError(error, outcomeOfPut);
  }
}

/** A 409 is a head that moved meanwhile, unless it speaks of rules (a found secret is a 409 too). */
function outcomeOfPut({ status, message }: Refused): CommitOutcome | null {
  if (status === 422 && saysFileExists(message)) return { kind: "stale" };
  if (status !== 409) return null;
  const isRefusal = saysRuleViolation(message) || saysProtectedBranch(message) || /secret/i.test(message);
  return isRefusal ? refusalByRules(message) : { kind: "stale" };
}
