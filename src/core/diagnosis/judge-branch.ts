/** Whether the App's commits are let onto the branch, and by what not; and whether GitHub signs them. */
import { DOCS, notSeen } from "./failure-text.ts";
import { type Finding, notApplicable, ok, problem, unknown } from "./finding.ts";
import type { Evidence, SeenRules } from "./sighting.ts";

/** Rules that a direct commit by an App breaks, unless the App is on the ruleset's list of those who may bypass it. */
const REFUSING: Readonly<Record<string, string>> = {
  pull_request: "changes only by pull request",
  update: "no updates",
  required_status_checks: "required status checks",
  required_deployments: "required deployments",
  merge_queue: "a merge queue",
  workflows: "required workflows",
  code_scanning: "code scanning",
};

export function judgeCommits({ known, seen: { rules: asked } }: Evidence): Finding {
  const check = "commits_allowed";
  if (asked.kind !== "answered") return notSeen(check, asked);
  const causes = refusing(asked.value);
  if (causes.length === 0) return ok(check, `Nothing keeps the App from committing to ${known.branch}.`);
  const seen = `${known.branch} is protected by ${causes.join("; ")}.`;
  const mode = known.link?.mode;
  if (mode === "pull_request") return ok(check, `${seen} Saves go through pull requests.`);
  if (mode === "auto" && known.link?.code !== "branch_protected")
    return ok(check, `${seen} Where the App is refused, saves go through pull requests.`);
  if (mode !== undefined && known.link?.code !== "branch_protected")
    return unknown(
      check,
      `${seen} Whether the App may bypass it shows with the next commit.`,
      remedy(known.htmlUrl),
    );
  return problem(check, seen, remedy(known.htmlUrl));
}

function remedy(htmlUrl: string) {
  return {
    text: "Choose the mode `auto` or `pull_request`, or let the App bypass the rule.",
    url: `${htmlUrl}/settings/rules`,
  };
}

function refusing({ classic, rules }: SeenRules): readonly string[] {
  const causes: string[] = [];
  if (classic !== null && !classic.mayPush) causes.push(`the branch protection "${classic.pattern}"`);
  else if (classic !== null && (classic.asksReviews || classic.asksChecks))
    causes.push(`the branch protection "${classic.pattern}" (${demands(classic)})`);
  for (const { type, source } of rules) {
    const name = REFUSING[type];
    if (name !== undefined) causes.push(`${name} (ruleset of ${source})`);
  }
  return [...new Set(causes)];
}

function demands({ asksReviews, asksChecks }: NonNullable<SeenRules["classic"]>): string {
  return [...(asksReviews ? ["reviews"] : []), ...(asksChecks ? ["status checks"] : [])].join(" and ");
}

/** GitHub signs what its Apps commit; an Enterprise Server only where its admin has switched that on. */
export function judgeSigning({ known, seen: { rules: asked } }: Evidence): Finding {
  const check = "commit_signing";
  if (known.host.hostname === "github.com")
    return notApplicable(check, "GitHub signs the commits of Apps on github.com.");
  if (asked.kind !== "answered") return notSeen(check, asked);
  const { signature, classic, rules } = asked.value;
  const isAsked =
    classic?.asksSignatures === true || rules.some(({ type }) => type === "required_signatures");
  if (signature === null) return unknown(check, "Shows with the first commit by the App on this branch.");
  if (signature === "valid") return ok(check, "The App's last commit was signed by the host.");
  const seen = "The App's last commit was not signed by the host.";
  if (!isAsked) return ok(check, `${seen} The branch does not ask for it.`);
  return problem(check, `${seen} The branch takes only signed commits.`, {
    text: "Have the Enterprise Server's admin switch on web commit signing.",
    url: `${DOCS}/enterprise-server@latest/admin/configuring-settings/configuring-user-applications-for-your-enterprise/configuring-web-commit-signing`,
  });
}
