/**
 * The same commit by the Git Data API, where a file is executable and has to stay so: blobs, tree, commit, and at last
 * the ref. Only the last request shows anything to anybody; what fails before it has not landed.
 *
 * The ref moves only forward (`force: false`), on to a commit whose one parent is the observed head. The API takes no
 * expected head: so the head is looked at once more right before, lest a branch moved back by force is brought forward.
 */
import type { ProbotOctokit } from "probot";
import { isObjectId, parseCommitId } from "../core/git/object-id.ts";
import type { CommitId } from "../core/git/object-id.ts";
import { messageText } from "../core/sync/commit-message.ts";
import type { Addition, CommitOutcome, CommitRequest } from "../core/sync/github-port.ts";
import { unexpectedAnswer } from "./answer.ts";
import type { Refused } from "./failure-of.ts";
import { refusedBy } from "./failure-of.ts";
import { head } from "./head.ts";
import { saysNoSuchReference, saysNotFastForward } from "./known-texts.ts";
import { outcomeOfError, refusalByRules } from "./refusal-of.ts";

export async function commitExecutable(
  octokit: ProbotOctokit,
  request: CommitRequest,
): Promise<CommitOutcome> {
  let made: CommitId;
  try {
    made = await makeCommit(octokit, request);
  } catch (error) {
    const refused = refusedBy(error);
    if (refused !== null && (refused.status === 422 || refused.status === 409))
      return refusalByRules(refused.message);
    throw error;
  }
  const now = await head(octokit, request.repository, request.branch, request.expectedHead);
  const isThere = now.kind === "unchanged" || (now.kind === "head" && now.head === request.expectedHead);
  return isThere ? moveRef(octokit, request, made) : { kind: "stale" };
}

async function makeCommit(octokit: ProbotOctokit, request: CommitRequest): Promise<CommitId> {
  const { expectedHead, message, additions, deletions = [] } = request;
  const where = { owner: request.repository.owner, repo: request.repository.name };
  const base = await octokit.rest.git.getCommit({ ...where, commit_sha: expectedHead });
  for (const addition of additions) await makeBlob(octokit, where, addition);
  const tree = await octokit.rest.git.createTree({
    ...where,
    base_tree: base.data.tree.sha,
    tree: [
      ...additions.map(({ path, blob, isExecutable }) => ({
        path,
        mode: isExecutable ? ("100755" as const) : ("100644" as const),
        type: "blob" as const,
        sha: blob,
      })),
      ...deletions.map((path) => ({ path, mode: "100644" as const, type: "blob" as const, sha: null })),
    ],
  });
  const commit = await octokit.rest.git.createCommit({
    ...where,
    message: messageText(message),
    tree: tree.data.sha,
    parents: [expectedHead],
  });
  if (!isObjectId(commit.data.sha)) throw unexpectedAnswer("commit", commit.status);
  return parseCommitId(commit.data.sha);
}

async function makeBlob(
  octokit: ProbotOctokit,
  where: { owner: string; repo: string },
  { blob, content }: Addition,
): Promise<void> {
  const made = await octokit.rest.git.createBlob({
    ...where,
    content: content.toString("base64"),
    encoding: "base64",
  });
  if (made.data.sha !== blob) throw unexpectedAnswer("such blob", made.status);
}

async function moveRef(
  octokit: ProbotOctokit,
  request: CommitRequest,
  commit: CommitId,
): Promise<CommitOutcome> {
  const { owner, name } = request.repository;
  const ref = `heads/${request.branch}`;
  try {
    await octokit.rest.git.updateRef({ owner, repo: name, ref, sha: commit, force: false });
    return { kind: "landed", commit };
  } catch (error) {
    return outcomeOfError(error, outcomeOfMove);
  }
}

/** https://docs.github.com/en/rest/git/refs#update-a-reference */
function outcomeOfMove({ status, message }: Refused): CommitOutcome | null {
  if (status !== 422 && status !== 409) return null;
  return saysNotFastForward(message) || saysNoSuchReference(message)
    ? { kind: "stale" }
    : refusalByRules(message);
}
