/** What each check of a diagnosis looks at, and what its verdict is called. */
import type { Diagnosis } from "../api/contract.ts";

export type Finding = Diagnosis["items"][number];

export const CHECK_NAMES: Readonly<Record<Finding["check"], string>> = {
  host_name: "GitHub's name is found",
  host_connection: "GitHub takes a connection",
  host_tls: "GitHub's certificate is trusted",
  clock: "This server's clock is right",
  app_credentials: "GitHub knows the App's id and key",
  webhook_events: "The App is told of what it needs",
  webhook_reachable: "GitHub's webhooks get through",
  webhook_secret: "The webhook secret is the same on both sides",
  installation: "The App is installed",
  workspace: "The account is the one that this workspace is of",
  permissions: "The App has its permissions",
  repository_access: "The App sees the repository",
  repository_archived: "The repository takes changes",
  repository_empty: "The repository has a commit",
  branch: "The branch is there",
  path: "The file's path can be used",
  commits_allowed: "The branch takes the App's commits",
  commit_signing: "Commits are signed where they must be",
  deliveries: "Webhooks of this repository arrive",
  rate_limits: "GitHub allows more requests",
  link_state: "The integration itself stands well",
};

export const VERDICT_WORDS: Readonly<Record<Finding["verdict"], string>> = {
  ok: "Good",
  problem: "Problem",
  unknown: "Not known",
  not_applicable: "Does not apply",
};

export function summaryOf({ problems, items }: Pick<Diagnosis, "problems" | "items">): string {
  const unknown = items.filter(({ verdict }) => verdict === "unknown").length;
  const rest = unknown === 0 ? "" : ` ${unknown} could not be seen.`;
  if (problems === 0) return `No problem was found.${rest}`;
  const begin =
    problems === 1
      ? "One problem was found."
      : `${problems} problems were found: mend the first one first, it may be the cause of the others.`;
  return `${begin}${rest}`;
}
