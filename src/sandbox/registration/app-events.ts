/** Which events an App may subscribe to with which permission, of those that matter here; others are let through. */

/** docs: webhooks/webhook-events-and-payloads: "a GitHub App must have at least read-level access for …". */
const NEEDED: Readonly<Record<string, string>> = {
  check_run: "checks",
  check_suite: "checks",
  create: "contents",
  delete: "contents",
  installation_target: "metadata",
  issue_comment: "issues",
  issues: "issues",
  member: "members",
  membership: "members",
  organization: "members",
  pull_request: "pull_requests",
  push: "contents",
  repository: "metadata",
  team: "members",
  team_add: "members",
};

/** Every App gets these without asking. */
export const ALWAYS_SENT: ReadonlySet<string> = new Set([
  "installation",
  "installation_repositories",
  "github_app_authorization",
]);

/** seen: many, for the two sentences; null: the App may have them. */
export function findEventProblem(
  events: readonly string[],
  permissions: Readonly<Record<string, string>>,
): string | null {
  const odd = events.filter((it) => ALWAYS_SENT.has(it));
  if (odd.length > 0) return `Default events unsupported: ${odd.join(", ")}`;
  const without = events.filter((it) => {
    const needed = NEEDED[it];
    return needed !== undefined && permissions[needed] === undefined;
  });
  return without.length > 0 ? `Default events are not supported by permissions: ${without.join(", ")}` : null;
}
