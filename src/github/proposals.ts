/**
 * Pull requests and what they are made of, over REST. Only refusals that say something of the request itself are answers; what
 * else fails is thrown, and may have been carried out all the same.
 */
import type { ProbotOctokit } from "probot";
import { type Fields, isFields } from "../core/fields.ts";
import { isObjectId, parseCommitId } from "../core/git/object-id.ts";
import type { CommitId } from "../core/git/object-id.ts";
import type { RepositoryAddress } from "../core/sync/github-port.ts";
import type { MergeOutcome, ProposalGitHub, PullRequest } from "../core/sync/proposal-port.ts";
import { fieldsAt, numberAt, textAt, textOrNull, unexpectedAnswer } from "./answer.ts";
import type { GitHubClients } from "./clients.ts";
import { type Refused, refusedBy } from "./failure-of.ts";
import { saysNoCommitsBetween, saysRefExists, saysRequestExists } from "./known-texts.ts";

export function makeProposalGitHub(clients: GitHubClients): ProposalGitHub {
  const on = <Result>(
    repository: RepositoryAddress,
    work: (octokit: ProbotOctokit, where: Where) => Promise<Result>,
  ): Promise<Result> =>
    clients.asInstallation(repository, (octokit) =>
      work(octokit, { owner: repository.owner, repo: repository.name }),
    );
  return {
    createBranch: (repository, branch, head) =>
      on(repository, (octokit, where) => createBranch(octokit, where, { branch, head })),
    mergeBranch: (repository, merge) =>
      on(repository, (octokit, where) => mergeBranch(octokit, where, merge)),
    openPullRequest: (repository, request) =>
      on(repository, (octokit, where) => openPullRequest(octokit, where, request)),
    findPullRequest: (repository, branches) =>
      on(repository, (octokit, where) => findPullRequest(octokit, where, branches)),
    pullRequest: (repository, number) => on(repository, (octokit, where) => read(octokit, where, number)),
    updatePullRequest: (repository, number, change) =>
      on(repository, async (octokit, where) => {
        await octokit.rest.pulls.update({ ...where, pull_number: number, ...change });
      }),
  };
}

interface Where {
  readonly owner: string;
  readonly repo: string;
}

type Made<Method extends keyof ProposalGitHub> = Awaited<ReturnType<ProposalGitHub[Method]>>;

/** https://docs.github.com/en/rest/git/refs#create-a-reference */
async function createBranch(
  octokit: ProbotOctokit,
  where: Where,
  { branch, head }: { readonly branch: string; readonly head: CommitId },
): Promise<Made<"createBranch">> {
  try {
    const { data } = await octokit.rest.git.createRef({ ...where, ref: `refs/heads/${branch}`, sha: head });
    return { kind: "made", branch: { refId: data.node_id, head } };
  } catch (error) {
    const { message } = refusalWith(error, [422]);
    return saysRefExists(message) ? { kind: "exists" } : { kind: "refused", message };
  }
}

/** https://docs.github.com/en/rest/branches/branches#merge-a-branch */
async function mergeBranch(
  octokit: ProbotOctokit,
  where: Where,
  merge: { readonly into: string; readonly from: CommitId; readonly message: string },
): Promise<MergeOutcome> {
  try {
    const answer = await octokit.rest.repos.merge({
      ...where,
      base: merge.into,
      head: merge.from,
      commit_message: merge.message,
    });
    // Nothing to merge is 204, without a body.
    return { kind: isFields(answer.data) ? "merged" : "up-to-date" };
  } catch (error) {
    const { status, message } = refusalWith(error, [404, 409, 422]);
    if (status === 404) return { kind: "not-found" };
    return status === 409 ? { kind: "clash" } : { kind: "refused", message };
  }
}

/** https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request */
async function openPullRequest(
  octokit: ProbotOctokit,
  where: Where,
  request: Parameters<ProposalGitHub["openPullRequest"]>[1],
): Promise<Made<"openPullRequest">> {
  const { title, body, head, target } = request;
  try {
    const { data } = await octokit.rest.pulls.create({ ...where, title, body, head, base: target });
    return { kind: "opened", request: requestIn(data) };
  } catch (error) {
    const refused = refusalWith(error, [422]);
    const message = wordsOf(refused);
    if (saysRequestExists(message)) return { kind: "exists" };
    return saysNoCommitsBetween(message) ? { kind: "nothing" } : { kind: "refused", message };
  }
}

/** https://docs.github.com/en/rest/pulls/pulls#list-pull-requests */
async function findPullRequest(
  octokit: ProbotOctokit,
  where: Where,
  { head, target }: { readonly head: string; readonly target: string },
): Promise<PullRequest | null> {
  const { data } = await octokit.rest.pulls.list({
    ...where,
    head: `${where.owner}:${head}`,
    base: target,
    state: "all",
    sort: "created",
    direction: "desc",
    per_page: 1,
  });
  const [newest] = data;
  return newest === undefined ? null : requestIn(newest);
}

async function read(octokit: ProbotOctokit, where: Where, number: number): Promise<PullRequest | null> {
  try {
    const { data } = await octokit.rest.pulls.get({ ...where, pull_number: number });
    return requestIn(data);
  } catch (error) {
    refusalWith(error, [404]);
    return null;
  }
}

/** Lists have no `merged`; `merged_at` is in both. */
function requestIn(data: unknown): PullRequest {
  if (!isFields(data)) throw unexpectedAnswer("pull request");
  const head = textAt(fieldsAt(data, "head"), "sha");
  if (!isObjectId(head)) throw unexpectedAnswer("head");
  return {
    number: numberAt(data, "number"),
    url: textAt(data, "html_url"),
    state: textAt(data, "state") === "open" ? "open" : isMerged(data) ? "merged" : "closed",
    head: parseCommitId(head),
  };
}

function isMerged(data: Fields): boolean {
  return data["merged"] === true || textOrNull(data, "merged_at") !== null;
}

/** GitHub's refusal where it has one of these statuses. @throws the error itself where it has none. */
function refusalWith(error: unknown, statuses: readonly number[]): Refused {
  const refused = refusedBy(error);
  if (refused === null || !statuses.includes(refused.status)) throw error;
  return refused;
}

/** "Validation Failed" says why in `errors`. */
function wordsOf({ message, body }: Refused): string {
  const errors = isFields(body) && Array.isArray(body["errors"]) ? body["errors"] : [];
  const words = errors.map((one: unknown) =>
    typeof one === "string" ? one : isFields(one) ? (textOrNull(one, "message") ?? "") : "",
  );
  return [message, ...words].join("\n");
}
