/** A branch's head, asked as cheaply as GitHub answers: the commit's id is the ETag, and a 304 costs nothing. */
import type { ProbotOctokit } from "probot";
import { isObjectId, parseCommitId } from "../core/git/object-id.ts";
import type { CommitId } from "../core/git/object-id.ts";
import type { HeadAnswer, RepositoryAddress } from "../core/sync/github-port.ts";
import { unexpectedAnswer } from "./answer.ts";
import { statusOf } from "./failure-of.ts";

/** Statuses of a repository that is gone, that is empty (409), or that has no such commit (422). */
export const NO_SUCH_COMMIT: ReadonlySet<number | null> = new Set([404, 409, 410, 422]);

/** https://docs.github.com/en/rest/commits/commits#get-a-commit */
export async function head(
  octokit: ProbotOctokit,
  repository: RepositoryAddress,
  branch: string,
  known: CommitId | null,
): Promise<HeadAnswer> {
  try {
    const answer = await octokit.request("GET /repos/{owner}/{repo}/commits/{ref}", {
      owner: repository.owner,
      repo: repository.name,
      ref: `heads/${branch}`,
      headers: {
        accept: "application/vnd.github.sha",
        ...(known === null ? {} : { "if-none-match": `"${known}"` }),
      },
    });
    return headIn(answer.data, known);
  } catch (error) {
    const status = statusOf(error);
    if (status === 304) return { kind: "unchanged" };
    if (NO_SUCH_COMMIT.has(status)) return { kind: "not-found" };
    throw error;
  }
}

function headIn(data: unknown, known: CommitId | null): HeadAnswer {
  // Octokit gives text only where the answer names its charset.
  const text = data instanceof ArrayBuffer ? Buffer.from(data).toString() : String(data).trim();
  if (!isObjectId(text)) throw unexpectedAnswer("commit id");
  return text === known ? { kind: "unchanged" } : { kind: "head", head: parseCommitId(text) };
}
