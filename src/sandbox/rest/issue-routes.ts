/** Issues, as an App opens, changes and closes them. */
import { json, Refused, type Answer } from "../answer.ts";
import { issuesOf, nextNumber } from "../pulls/find-pull.ts";
import type { IssueRecord } from "../records.ts";
import * as refusals from "../refusals.ts";
import { botOf } from "../shapes/account-shape.ts";
import { issueShape } from "../shapes/issue-shape.ts";
import { takePage } from "./page.ts";
import { textField, type RepositoryRequest, type Route } from "./route.ts";

const ISSUES = "/repos/{owner}/{repo}/issues";

export const ISSUE_ROUTES: readonly Route[] = [
  { method: "GET", path: ISSUES, access: "issues:read", handle: listIssues },
  { method: "POST", path: ISSUES, access: "issues:write", handle: createIssue },
  { method: "PATCH", path: `${ISSUES}/{number}`, access: "issues:write", handle: changeIssue },
];

function listIssues(request: RepositoryRequest): Answer {
  const { context, repository, query } = request;
  const state = query.get("state") ?? "open";
  const creator = query.get("creator");
  const found = issuesOf(context, repository).filter(
    (it) =>
      (state === "all" || (state === "open") === it.isOpen) &&
      (creator === null || botOf(context.state.appOf(it)).login === creator),
  );
  const { items, headers } = takePage(request, found.toReversed());
  return json(
    items.map((it) => issueShape(context, repository, it)),
    200,
    headers,
  );
}

function createIssue({ context, repository, caller, body }: RepositoryRequest): Answer {
  const title = textField(body, "title");
  if (title === null) throw new Refused(refusals.validationFailed("title is required."));
  const issue: IssueRecord = {
    id: context.state.takeId() + 2_900_000_000,
    repositoryId: repository.id,
    appId: caller.app.id,
    number: nextNumber(context, repository),
    title,
    body: textField(body, "body"),
    isOpen: true,
    createdAt: context.now(),
    updatedAt: context.now(),
    closedAt: null,
  };
  context.state.data.issues.push(issue);
  context.state.save();
  return json(issueShape(context, repository, issue), 201);
}

function changeIssue({ context, repository, params, body }: RepositoryRequest): Answer {
  const issue = issuesOf(context, repository).find((it) => it.number === Number(params["number"]));
  if (issue === undefined) throw new Refused(refusals.notFound());
  issue.title = textField(body, "title") ?? issue.title;
  issue.body = textField(body, "body") ?? issue.body;
  const state = textField(body, "state");
  if (state !== null) {
    issue.isOpen = state === "open";
    issue.closedAt = issue.isOpen ? null : context.now();
  }
  issue.updatedAt = context.now();
  context.state.save();
  return json(issueShape(context, repository, issue));
}
