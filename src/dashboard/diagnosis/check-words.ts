/** What each check of a diagnosis looks at, and what its verdict is called. */
import type { Diagnosis } from "../api/contract.ts";

export type Finding = Diagnosis["items"][number];

export const CHECK_NAMES: Readonly<Record<Finding["check"], string>> = {
  host_name: "GitHub's name",
  host_connection: "Connection to GitHub",
  host_tls: "GitHub's certificate",
  clock: "This server's clock",
  app_credentials: "The App's id and key",
  webhook_events: "Events that the App is told of",
  webhook_reachable: "The webhooks' way to this server",
  webhook_secret: "Webhook secret",
  installation: "Installation of the App",
  workspace: "Account that it is installed on",
  permissions: "Permissions",
  repository_access: "Access to the repository",
  repository_archived: "Whether the repository is archived",
  repository_empty: "Whether the repository is empty",
  branch: "Branch",
  path: "Path of the file",
  commits_allowed: "Commits to the branch",
  commit_signing: "Signatures of commits",
  deliveries: "Webhooks of this repository",
  rate_limits: "Limits of requests",
  link_state: "The integration itself",
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

/** What a remedy's link is called. @param own origin of this server */
export function wayWords(url: string, own: string): string {
  const to = URL.parse(url);
  if (to?.origin === own) return "Open it";
  if (to === null) return url;
  return /^docs\.|\/docs\//.test(`${to.hostname}${to.pathname}`)
    ? "How it is done"
    : `Open it on ${to.hostname}`;
}
