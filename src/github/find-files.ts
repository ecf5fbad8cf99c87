/** What stands where in a commit: one request for the whole tree. */
import type { ProbotOctokit } from "probot";
import { type CommitId, parseBlobId } from "../core/git/object-id.ts";
import type { RepositoryAddress, TreeFile } from "../core/sync/github-port.ts";
import { statusOf } from "./failure-of.ts";
import { NO_SUCH_COMMIT } from "./head.ts";
import { type GitTree, parseTree } from "./parse-tree.ts";

/** What a file is, in git's octal modes; symbolic links have blobs too. */
const FILE_MODES: ReadonlySet<string | undefined> = new Set(["100644", "100755"]);

/**
 * Null where GitHub does not say: the tree has more than 100,000 entries or 7 MB, or is not there.
 * https://docs.github.com/en/rest/git/trees#get-a-tree
 */
export async function findFiles(
  octokit: ProbotOctokit,
  repository: RepositoryAddress,
  commit: CommitId,
  isSought: (file: TreeFile) => boolean,
): Promise<readonly TreeFile[] | null> {
  const tree = await readTree(octokit, repository, commit);
  if (tree === null || tree.truncated) return null;
  return tree.tree
    .flatMap(({ path, mode, sha, size }) =>
      path !== undefined && sha !== undefined && FILE_MODES.has(mode)
        ? [{ path, blob: parseBlobId(sha), ...(size !== undefined && { sizeBytes: size }) }]
        : [],
    )
    .filter(isSought);
}

async function readTree(
  octokit: ProbotOctokit,
  { owner, name }: RepositoryAddress,
  commit: CommitId,
): Promise<GitTree | null> {
  try {
    const answer = await octokit.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
      owner,
      repo: name,
      tree_sha: commit,
      recursive: "1",
      // Octokit would read all of it at once.
      request: { parseSuccessResponseBody: false },
    });
    const data: unknown = answer.data;
    return data instanceof ReadableStream ? await parseTree(await new Response(data).text()) : null;
  } catch (error) {
    if (NO_SUCH_COMMIT.has(statusOf(error))) return null;
    throw error;
  }
}
