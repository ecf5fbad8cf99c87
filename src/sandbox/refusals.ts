/**
 * How GitHub refuses, in its own words; the one place of the sandbox for them. Every shape names where it is from:
 * "docs": GitHub's documentation; "description": its published REST description; "schema": its GraphQL schema;
 * "seen": a public issue that quotes it. "Not confirmed" marks what nobody was found to have quoted.
 */
import { json, type Answer } from "./answer.ts";

const DOCS = "https://docs.github.com/rest";

export function refusal(
  status: number,
  message: string,
  page = "",
  more: Readonly<Record<string, unknown>> = {},
): Answer {
  return json({ message, ...more, documentation_url: `${DOCS}${page}`, status: String(status) }, status);
}

/** docs: rest/using-the-rest-api/troubleshooting-the-rest-api, "Bad credentials". */
export function badCredentials(): Answer {
  return refusal(401, "Bad credentials");
}

/** docs: rest/authentication/authenticating-to-the-rest-api: a route that takes no anonymous caller. */
export function requiresAuthentication(): Answer {
  return refusal(401, "Requires authentication");
}

/**
 * seen: octokit/auth-app.js src/hook.ts, which matches exactly these two texts to find a clock that is off.
 * `iat` in the future, `exp` passed.
 */
export function jwtNotInTime(claim: "exp" | "iat"): Answer {
  return refusal(
    401,
    claim === "exp"
      ? "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires"
      : "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
  );
}

/** docs: apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt: at most 10 minutes. */
export function jwtTooLong(): Answer {
  return refusal(401, "'Expiration time' claim ('exp') is too far in the future");
}

/** seen: actions/create-github-app-token issues on wrong keys. */
export function jwtNotDecoded(): Answer {
  return refusal(401, "A JSON web token could not be decoded");
}

/** seen: probot/probot issues on a wrong APP_ID. */
export function integrationNotFound(): Answer {
  return refusal(404, "Integration not found");
}

/** seen: googleapis/repo-automation-bots and others: an installation token on a route of the App. */
export function jwtMissing(): Answer {
  return refusal(401, "A JSON web token could not be decoded");
}

/** docs: rest/using-the-rest-api/troubleshooting-the-rest-api, "Resource not accessible by integration". */
export function notAccessible(): Answer {
  return refusal(403, "Resource not accessible by integration");
}

/** description: responses/not_found; also for what exists and may not be seen. */
export function notFound(): Answer {
  return refusal(404, "Not Found");
}

/** seen: hcengineering/platform#7639, octokit/octokit.rb#1307, for access tokens. For a token issued before: not confirmed. */
export function installationSuspended(): Answer {
  return refusal(
    403,
    "This installation has been suspended",
    "/reference/apps#create-an-installation-access-token-for-an-app",
  );
}

/** description: responses/moved_permanently. */
export function movedPermanently(url: string): Answer {
  const body = {
    message: "Moved Permanently",
    url,
    documentation_url: `${DOCS}/guides/best-practices-for-using-the-rest-api#follow-redirects`,
  };
  return json(body, 301, { location: url });
}

/** seen: many; the message of 409 for an empty repository on commits, refs and the Git Data API. */
export function repositoryEmpty(): Answer {
  return refusal(409, "Git Repository is empty.");
}

/** description: `GET commits/{ref}` 422. */
export function noCommitForRef(ref: string): Answer {
  return refusal(422, `No commit found for SHA: ${ref}`, "/commits/commits#get-a-commit");
}

/** seen: many, for PUT contents with an old `sha`. */
export function staleSha(path: string, given: string): Answer {
  return refusal(409, `${path} does not match ${given}`, "/repos/contents#create-or-update-file-contents");
}

/** seen: many, for PUT contents onto an existing file without `sha`. */
export function shaMissing(): Answer {
  return refusal(
    422,
    'Invalid request.\n\n"sha" wasn\'t supplied.',
    "/repos/contents#create-or-update-file-contents",
  );
}

/** docs: rest/using-the-rest-api/troubleshooting-the-rest-api, "Validation failed". */
export function validationFailed(message: string): Answer {
  return refusal(422, message);
}

/** seen: many, for PUT contents with a branch that is not there. */
export function branchNotFound(branch: string): Answer {
  return refusal(404, `Branch ${branch} not found`, "/repos/contents#create-or-update-file-contents");
}

/** seen: many, for PATCH git/refs with `force: false`. */
export function notFastForward(): Answer {
  return refusal(422, "Update is not a fast forward", "/git/refs#update-a-reference");
}

/** seen: many, for POST git/refs. */
export function referenceExists(): Answer {
  return refusal(422, "Reference already exists", "/git/refs#create-a-reference");
}

/** seen: 403 for every write to an archived repository over REST. */
export function archived(): Answer {
  return refusal(403, "Repository was archived so is read-only.");
}

/** docs: rest/using-the-rest-api/rate-limits-for-the-rest-api: 403 or 429, `x-ratelimit-remaining: 0`. */
export function primaryLimit(installationId: number | null, resetAt: number): Answer {
  const answer = refusal(
    403,
    `API rate limit exceeded for installation ID ${installationId ?? 0}.`,
    "/overview/rate-limits-for-the-rest-api",
  );
  const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Math.ceil(resetAt / 1000)) };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** docs: rest/using-the-rest-api/rate-limits-for-the-rest-api, "Exceeding the rate limit": with or without `retry-after`. */
export function secondaryLimit(status: 403 | 429, retryAfterSeconds: number | null): Answer {
  const answer = refusal(
    status,
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    "/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits",
  );
  const headers = retryAfterSeconds === null ? {} : { "retry-after": String(retryAfterSeconds) };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** Why a repository's rules refuse a commit. */
export type RuleViolation =
  | { readonly kind: "classic"; readonly branch: string }
  | { readonly kind: "ruleset"; readonly branch: string }
  | { readonly kind: "push-rule"; readonly rule: string; readonly path: string }
  | { readonly kind: "secret"; readonly path: string };

/**
 * REST. description: PUT contents 409 is a basic error or a repository rule violation, with `metadata.secret_scanning`.
 * seen: satisfactory-factories/application#67 for rulesets, actions/github-script#455 and others for classic protection.
 * The texts of push rules are not confirmed.
 */
export function ruleViolation(violation: RuleViolation, status: 409 | 422): Answer {
  if (violation.kind !== "secret") return refusal(status, violationMessage(violation));
  const placeholders = [
    { placeholder_id: "2gakJrAududURpxlhIZdNlX14ZZ", token_type: "GITHUB_PERSONAL_ACCESS_TOKEN" },
  ];
  return refusal(status, violationMessage(violation), "", {
    metadata: { secret_scanning: { bypass_placeholders: placeholders } },
  });
}

function violationMessage(violation: RuleViolation): string {
  const head = "Repository rule violations found\n\n";
  switch (violation.kind) {
    case "classic":
      return "Could not update file: At least 1 approving review is required by reviewers with write access.";
    case "ruleset":
      return `${head}Changes must be made through a pull request.\n\n`;
    case "push-rule":
      return `${head}${violation.rule}\n- ${violation.path}\n\n`;
    case "secret":
      return `${head}Secret detected in content. Path: ${violation.path}\n\n`;
  }
}

/** One entry of GraphQL's `errors`; path and locations are added where it is raised. */
export interface GraphRefusal {
  readonly type: string;
  readonly message: string;
}

/** seen: ministryofjustice/modernisation-platform#11985, quoted whole (two spaces before "Pull"). */
export function staleHead(expected: string): GraphRefusal {
  return {
    type: "STALE_DATA",
    message: `Expected branch to point to "${expected}" but it did not.  Pull and try again.`,
  };
}

/**
 * Classic: type seen in Thinkmill/keystatic#1598, text in microsoft/vscode-remote-repositories-github#252.
 * Ruleset: another type, text "Repository rule violations found" (keystatic#1559, #1598); that it is UNPROCESSABLE is not
 * confirmed. Push rules and secrets: not confirmed; shaped like rulesets.
 */
export function graphRuleViolation(violation: RuleViolation): GraphRefusal {
  if (violation.kind === "classic") {
    return {
      type: "BRANCH_PROTECTION_RULE_VIOLATION",
      message: `protected branch '${violation.branch}' check failed:\nAt least 1 approving review is required by reviewers with write access.`,
    };
  }
  return { type: "UNPROCESSABLE", message: violationMessage(violation) };
}

/** seen: actions-automation/manage-your-labels#4. */
export function graphArchived(): GraphRefusal {
  return { type: "UNPROCESSABLE", message: "Repository was archived so is read-only" };
}

/** docs: graphql/overview; type and text seen in many issues. */
export function graphNotAccessible(): GraphRefusal {
  return { type: "FORBIDDEN", message: "Resource not accessible by integration" };
}

/** seen: octokit/octokit.graphql.net#201. */
export function graphNoNode(id: string): GraphRefusal {
  return { type: "NOT_FOUND", message: `Could not resolve to a node with the global id of '${id}'.` };
}

/** seen: many. */
export function graphNoRepository(fullName: string): GraphRefusal {
  return { type: "NOT_FOUND", message: `Could not resolve to a Repository with the name '${fullName}'.` };
}

/** seen: many. */
export function graphNoOrganization(login: string): GraphRefusal {
  return { type: "NOT_FOUND", message: `Could not resolve to an Organization with the login of '${login}'.` };
}

/** seen: github/gh-aw#22564: "Branch not found"; its type is not confirmed. */
export function graphNoBranch(): GraphRefusal {
  return { type: "NOT_FOUND", message: "Branch not found" };
}

/** seen: Thinkmill/keystatic#1269; its type is not confirmed. */
export function graphDeletionMissing(head: string, path: string): GraphRefusal {
  return {
    type: "UNPROCESSABLE",
    message: `A path was requested for deletion which does not exist as of commit oid ${head}: ${path}`,
  };
}

/** schema: `FileChanges` says that a path may be named once only; type and text are not confirmed. */
export function graphDuplicatePath(path: string): GraphRefusal {
  return { type: "UNPROCESSABLE", message: `The same path was requested more than once: ${path}` };
}

/** Not confirmed: that GitHub refuses is known, type and text are not. */
export function graphPathClash(path: string): GraphRefusal {
  return {
    type: "UNPROCESSABLE",
    message: `A path was requested for addition which clashes with another: ${path}`,
  };
}

/** docs: graphql/overview/rate-limits-and-query-limits-for-the-graphql-api: status 200, and an error. */
export function graphPrimaryLimit(installationId: number | null): GraphRefusal {
  return {
    type: "RATE_LIMITED",
    message: `API rate limit exceeded for installation ID ${installationId ?? 0}.`,
  };
}
