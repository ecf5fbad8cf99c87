/** The rules of rulesets that hold for a branch; whoever may read the repository may see them. */
import { json, type Answer } from "../answer.ts";
import { fullNameOf } from "../shapes/repository-shape.ts";
import type { RepositoryRequest, Route } from "./route.ts";

export const RULE_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/rules/branches/{branch+}",
    access: "repository",
    handle: branchRules,
  },
];

function branchRules({ context, repository, params }: RepositoryRequest): Answer {
  const { rulesetBranches } = repository.rules;
  if (!rulesetBranches.includes(params["branch"] ?? "")) return json([]);
  const source = fullNameOf(context, repository);
  return json([
    {
      type: "pull_request",
      ruleset_source_type: "Repository",
      ruleset_source: source,
      ruleset_id: 42,
      parameters: {
        allowed_merge_methods: ["merge", "squash", "rebase"],
        dismiss_stale_reviews_on_push: false,
        require_code_owner_review: false,
        require_last_push_approval: false,
        required_approving_review_count: 1,
        required_review_thread_resolution: false,
      },
    },
  ]);
}
