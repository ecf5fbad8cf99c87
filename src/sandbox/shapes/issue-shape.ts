/** Issues, as REST shows them (description: issue). */
import type { SandboxContext } from "../context.ts";
import { formatNodeId } from "../node-ids.ts";
import type { IssueRecord } from "../records.ts";
import type { RepositoryRecord } from "../state.ts";
import { accountShape, botOf } from "./account-shape.ts";
import { isoTime, repositoryApiUrl, repositoryHtmlUrl } from "./repository-shape.ts";

export function issueShape(
  context: SandboxContext,
  repository: RepositoryRecord,
  issue: IssueRecord,
): Record<string, unknown> {
  const api = repositoryApiUrl(context, repository);
  const url = `${api}/issues/${issue.number}`;
  return {
    id: issue.id,
    node_id: formatNodeId("I", issue.id),
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${repositoryHtmlUrl(context, repository)}/issues/${issue.number}`,
    number: issue.number,
    state: issue.isOpen ? "open" : "closed",
    ...(issue.isOpen ? {} : { state_reason: "completed" }),
    title: issue.title,
    body: issue.body,
    user: accountShape(context, botOf(context.state.appOf(issue))),
    labels: [],
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: 0,
    closed_at: issue.closedAt === null ? null : isoTime(issue.closedAt),
    created_at: isoTime(issue.createdAt),
    updated_at: isoTime(issue.updatedAt),
    author_association: "NONE",
  };
}
