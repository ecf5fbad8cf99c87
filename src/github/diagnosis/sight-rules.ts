/**
 * What stands in the way of a commit, as far as it is told without the right to administer the repository: classic protection as it
 * meets the App (GraphQL's `refUpdateRule`), the rules of rulesets, the signature of a commit; and what is left of the limit.
 */
import type { ProbotOctokit } from "probot";
import type { SeenLimit, SeenRules, SightRequest } from "../../core/diagnosis/sighting.ts";
import { type Fields, isFields } from "../../core/fields.ts";
import { GitHubFailure } from "../../core/retry/failure.ts";
import { fieldsOrNull, textOrNull } from "../answer.ts";
import { failureOfGraphqlError, statusOf } from "../failure-of.ts";
import { askGraphql } from "../graphql.ts";

const RULE =
  "pattern viewerCanPush requiresSignatures requiredApprovingReviewCount requiredStatusCheckContexts";

/** Without a commit none is asked for: `object` takes no null. */
function documentFor(hasCommit: boolean): string {
  const declared = hasCommit ? ", $oid: GitObjectID!" : "";
  const commit = hasCommit ? " object(oid: $oid) { ... on Commit { signature { isValid } } }" : "";
  return `query LockstepDiagnosis($id: ID!, $ref: String!${declared}) {
  rateLimit { limit remaining resetAt }
  node(id: $id) { ... on Repository { ref(qualifiedName: $ref) { refUpdateRule { ${RULE} } }${commit} } }
}`;
}

export async function sightRules(octokit: ProbotOctokit, request: SightRequest): Promise<SeenRules> {
  const [seen, rules] = await Promise.all([sightClassic(octokit, request), sightRulesets(octokit, request)]);
  return { ...seen, rules };
}

async function sightClassic(
  octokit: ProbotOctokit,
  { repository, branch, commit }: SightRequest,
): Promise<Omit<SeenRules, "rules">> {
  const { data, errors, headers } = await askGraphql(octokit, {
    kind: "query",
    operationName: "LockstepDiagnosis",
    document: documentFor(commit !== null),
    variables: {
      id: repository.nodeId,
      ref: `refs/heads/${branch}`,
      ...(commit !== null && { oid: commit }),
    },
  });
  const node = fieldsOrNull(data?.["node"]);
  const [error] = errors;
  if (node === null && error !== undefined) {
    const failure = failureOfGraphqlError(error, headers, Date.now());
    throw new GitHubFailure(failure ?? { kind: "unexpected", status: 200, message: error.message });
  }
  const rule = fieldsOrNull(fieldsOrNull(node?.["ref"])?.["refUpdateRule"]);
  return {
    classic: rule === null ? null : classicIn(rule),
    signature: signatureIn(fieldsOrNull(node?.["object"])),
    limit: limitIn(fieldsOrNull(data?.["rateLimit"])),
  };
}

function classicIn(rule: Fields): SeenRules["classic"] {
  const reviews: unknown = rule["requiredApprovingReviewCount"];
  const checks: unknown = rule["requiredStatusCheckContexts"];
  return {
    pattern: textOrNull(rule, "pattern") ?? "",
    mayPush: rule["viewerCanPush"] === true,
    asksSignatures: rule["requiresSignatures"] === true,
    asksReviews: typeof reviews === "number" && reviews > 0,
    asksChecks: Array.isArray(checks) && checks.length > 0,
  };
}

function signatureIn(commit: Fields | null): SeenRules["signature"] {
  if (commit === null) return null;
  const signature = fieldsOrNull(commit["signature"]);
  if (signature === null) return "none";
  return signature["isValid"] === true ? "valid" : "invalid";
}

/** An Enterprise Server may count none. */
function limitIn(limit: Fields | null): SeenLimit | null {
  if (limit === null) return null;
  const { limit: most, remaining } = limit;
  const resetAt = Date.parse(textOrNull(limit, "resetAt") ?? "");
  if (typeof most !== "number" || typeof remaining !== "number" || Number.isNaN(resetAt)) return null;
  return { limit: most, remaining, resetAt };
}

/** https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch */
async function sightRulesets(
  octokit: ProbotOctokit,
  { repository: { owner, name }, branch }: SightRequest,
): Promise<SeenRules["rules"]> {
  try {
    const route = "GET /repos/{owner}/{repo}/rules/branches/{branch}";
    const { data }: { readonly data: unknown } = await octokit.request(route, {
      owner,
      repo: name,
      branch,
      per_page: 100,
    });
    return Array.isArray(data) ? data.filter(isFields).map(ruleIn) : [];
  } catch (error) {
    // Older Enterprise Servers have no rulesets, and a repository without a commit no branch.
    if (statusOf(error) === 404) return [];
    throw error;
  }
}

function ruleIn(fields: Fields): SeenRules["rules"][number] {
  return { type: textOrNull(fields, "type") ?? "", source: textOrNull(fields, "ruleset_source") ?? "" };
}
