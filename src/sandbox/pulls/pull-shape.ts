/** Pull requests, as REST and webhooks show them (description: pull-request; in lists GitHub leaves the last ones out). */
import { gitDirOf, type SandboxContext } from "../context.ts";
import { countCommits } from "../git/log.ts";
import { runGitOnce } from "../git/run-git.ts";
import { formatNodeId } from "../node-ids.ts";
import { accountShape, botOf } from "../shapes/account-shape.ts";
import { isoTime, repositoryApiUrl, repositoryHtmlUrl, repositoryShape } from "../shapes/repository-shape.ts";
import type { PullRecord, RepositoryRecord } from "../state.ts";
import { humanOf } from "../webhooks/announce-account.ts";

type Shape = Record<string, unknown>;

/** Of a list. */
export function listedPullShape(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
): Shape {
  const api = repositoryApiUrl(context, repository);
  const url = `${api}/pulls/${pull.number}`;
  const html = `${repositoryHtmlUrl(context, repository)}/pull/${pull.number}`;
  return {
    url,
    id: pull.id,
    node_id: formatNodeId("PR", pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: `${api}/issues/${pull.number}`,
    number: pull.number,
    state: pull.isOpen ? "open" : "closed",
    locked: false,
    title: pull.title,
    user: accountShape(context, botOf(context.state.appOf(pull))),
    body: pull.body,
    created_at: isoTime(pull.createdAt),
    updated_at: isoTime(pull.updatedAt),
    closed_at: timeOrNull(pull.closedAt),
    merged_at: timeOrNull(pull.mergedAt),
    merge_commit_sha: pull.mergeCommit,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: false,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${api}/issues/${pull.number}/comments`,
    statuses_url: `${api}/statuses/${pull.headSha}`,
    head: sideShape(context, repository, pull.head, pull.headSha),
    base: sideShape(context, repository, pull.base, pull.baseSha),
    _links: linksShape(api, url, html, pull),
    author_association: "CONTRIBUTOR",
    auto_merge: null,
    active_lock_reason: null,
  };
}

export async function pullShape(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
): Promise<Shape> {
  const gitDir = gitDirOf(context, repository);
  const range = [pull.baseSha, pull.headSha] as const;
  const stat = await runGitOnce(gitDir, ["diff", "--numstat", range.join("...")]).catch(() => null);
  const files = (stat?.toString("utf8") ?? "").split("\n").filter((line) => line !== "");
  const sum = (column: number): number =>
    files.reduce((total, line) => total + (Number(line.split("\t")[column]) || 0), 0);
  const isMerged = pull.mergedAt !== null;
  return {
    ...listedPullShape(context, repository, pull),
    merged: isMerged,
    mergeable: null,
    rebaseable: null,
    mergeable_state: "unknown",
    merged_by: isMerged ? accountShape(context, humanOf(context)) : null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: await countCommits(gitDir, range[1], range[0]).catch(() => 0),
    additions: sum(0),
    deletions: sum(1),
    changed_files: files.length,
  };
}

function timeOrNull(at: number | null): string | null {
  return at === null ? null : isoTime(at);
}

function sideShape(context: SandboxContext, repository: RepositoryRecord, ref: string, sha: string): Shape {
  const owner = context.state.owner(repository.ownerId);
  return {
    label: `${owner.login}:${ref}`,
    ref,
    sha,
    user: accountShape(context, owner),
    repo: repositoryShape(context, repository),
  };
}

function linksShape(api: string, url: string, html: string, pull: PullRecord): Shape {
  const issue = `${api}/issues/${pull.number}`;
  return {
    self: { href: url },
    html: { href: html },
    issue: { href: issue },
    comments: { href: `${issue}/comments` },
    review_comments: { href: `${url}/comments` },
    review_comment: { href: `${api}/pulls/comments{/number}` },
    commits: { href: `${url}/commits` },
    statuses: { href: `${api}/statuses/${pull.headSha}` },
  };
}
