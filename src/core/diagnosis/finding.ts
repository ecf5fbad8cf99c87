/** What a diagnosis says: every cause of trouble by its name, whether it is the cause, what was seen, and what to do. */

export const VERDICTS = ["ok", "problem", "unknown", "not_applicable"] as const;
/** `unknown`: could not be seen, or not before another check passes. `not_applicable`: nothing to check here. */
export type Verdict = (typeof VERDICTS)[number];

/** In the order in which they are told: whoever mends the first problem may have mended those after it. */
export const CHECKS = [
  "host_name",
  "host_connection",
  "host_tls",
  "clock",
  "app_credentials",
  "webhook_events",
  "webhook_reachable",
  "webhook_secret",
  "installation",
  "workspace",
  "permissions",
  "repository_access",
  "repository_archived",
  "repository_empty",
  "branch",
  "path",
  "commits_allowed",
  "commit_signing",
  "deliveries",
  "rate_limits",
  "link_state",
] as const;
export type Check = (typeof CHECKS)[number];

export interface Remedy {
  /** What to do, in one sentence. */
  readonly text: string;
  /** Where it is done or explained. */
  readonly url: string;
}

export interface Finding {
  readonly check: Check;
  readonly verdict: Verdict;
  /** One sentence. */
  readonly seen: string;
  /** Null where there is nothing to do. */
  readonly remedy: Remedy | null;
}

export function ok(check: Check, seen: string): Finding {
  return { check, verdict: "ok", seen, remedy: null };
}

export function problem(check: Check, seen: string, remedy: Remedy): Finding {
  return { check, verdict: "problem", seen, remedy };
}

export function unknown(check: Check, seen: string, remedy: Remedy | null = null): Finding {
  return { check, verdict: "unknown", seen, remedy };
}

export function notApplicable(check: Check, seen: string): Finding {
  return { check, verdict: "not_applicable", seen, remedy: null };
}
