/** One commit for all files of a lane: one mutation that lands on the observed head or not at all. */
import type { ProbotOctokit } from "probot";
import type { Fields } from "../core/fields.ts";
import { isObjectId, parseCommitId } from "../core/git/object-id.ts";
import type { CommitOutcome, CommitRequest } from "../core/sync/github-port.ts";
import { fieldsOrNull, textOrNull } from "./answer.ts";
import { commitExecutable } from "./commit-executable.ts";
import { askGraphql } from "./graphql.ts";
import type { GraphqlAnswer } from "./graphql.ts";
import { outcomeOfError, refusalOfMutation } from "./refusal-of.ts";

/** Only the commit's id is asked for: any other field might fail after the commit has landed. */
const DOCUMENT = `mutation LockstepCommit($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

/** https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch: modes of files are lost in it. */
export async function commit(octokit: ProbotOctokit, request: CommitRequest): Promise<CommitOutcome> {
  if (request.additions.some((addition) => addition.isExecutable)) return commitExecutable(octokit, request);
  let answer: GraphqlAnswer;
  try {
    answer = await askGraphql(octokit, {
      kind: "mutation",
      operationName: "LockstepCommit",
      document: DOCUMENT,
      variables: { input: inputOf(request) },
    });
  } catch (error) {
    return outcomeOfError(error, () => null);
  }
  return landedIn(answer.data) ?? refusalOfMutation(answer.errors, answer.headers);
}

function inputOf({ refId, expectedHead, message, additions, deletions = [] }: CommitRequest): object {
  return {
    branch: { id: refId },
    expectedHeadOid: expectedHead,
    message: { headline: message.headline, body: message.body },
    fileChanges: {
      additions: additions.map(({ path, content }) => ({ path, contents: content.toString("base64") })),
      ...(deletions.length > 0 && { deletions: deletions.map((path) => ({ path })) }),
    },
  };
}

function landedIn(data: Fields | null): CommitOutcome | null {
  const made = fieldsOrNull(fieldsOrNull(data?.["createCommitOnBranch"])?.["commit"]);
  const oid = textOrNull(made, "oid");
  return oid !== null && isObjectId(oid) ? { kind: "landed", commit: parseCommitId(oid) } : null;
}
