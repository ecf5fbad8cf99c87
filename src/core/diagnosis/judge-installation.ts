/** What the account has given the App: whether it is installed, with which permissions, and how much it may still ask. */
import { installationPage } from "../access/installation-page.ts";
import { DOCS, duration, notSeen } from "./failure-text.ts";
import { type Finding, notApplicable, ok, problem, unknown } from "./finding.ts";
import type { Evidence, KnownFacts } from "./sighting.ts";
import type { InstallationRecord } from "../sync/github-port.ts";

/** Without these nothing works; others are named where they are missing. */
const NEEDED = { contents: "write", metadata: "read" } as const;

/** Below this share of the limit, work will soon have to wait. */
const LOW_SHARE = 0.05;

export function judgeInstallation(evidence: Evidence): readonly Finding[] {
  return [judgeInstalled(evidence), judgeWorkspace(evidence), judgePermissions(evidence)];
}

function judgeInstalled({ known, seen: { installation: asked } }: Evidence): Finding {
  const check = "installation";
  if (asked.kind !== "answered") return notSeen(check, asked);
  const url = installationUrl(known);
  if (asked.value === null) {
    return problem(check, `The App is not installed on ${known.account.login} any more.`, {
      text: "Install it again: what was linked goes on from where it was.",
      url: `${known.host.webUrl}/settings/installations`,
    });
  }
  if (!asked.value.suspended) return ok(check, `The App is installed on ${asked.value.account.login}.`);
  return problem(check, `The App is suspended on ${asked.value.account.login}.`, {
    text: "Lift the suspension at the end of the installation's page.",
    url,
  });
}

function judgeWorkspace({ known, seen: { installation: asked } }: Evidence): Finding {
  const check = "workspace";
  if (asked.kind !== "answered") return notSeen(check, asked);
  if (asked.value === null) return unknown(check, "Not looked at: the App is not installed.");
  const { account } = asked.value;
  if (account.id === known.account.id)
    return ok(check, `The installation belongs to this workspace's account, ${account.login}.`);
  return problem(check, `The installation belongs to another account, ${account.login}.`, {
    text: `Install the App on ${known.account.login}: nothing is inherited from one account by another.`,
    url: `${known.host.webUrl}/settings/installations`,
  });
}

function judgePermissions({ known, seen: { host, installation: asked } }: Evidence): Finding {
  const check = "permissions";
  if (asked.kind !== "answered") return notSeen(check, asked);
  if (asked.value === null) return unknown(check, "Not looked at: the App is not installed.");
  const { permissions } = asked.value;
  const url = installationUrl(known);
  const needed = { ...NEEDED, ...(known.link?.mode === "pull_request" && { pull_requests: "write" }) };
  const missing = lacking(needed, permissions);
  if (missing.length > 0) {
    return problem(check, `The installation does not grant ${missing.join(" and ")}.`, {
      text: "Accept the App's permissions on the installation's page; where none wait there, the App has to ask for them in its settings.",
      url,
    });
  }
  if (host.app.kind !== "answered") return ok(check, "The installation grants all that is needed.");
  const waiting = lacking(host.app.value.permissions, permissions);
  if (waiting.length === 0) return ok(check, "The installation grants all that the App asks for.");
  return problem(check, `New permissions wait to be accepted: ${waiting.join(", ")}.`, {
    text: "Accept them on the installation's page; until then what needs them is left out, and the rest works.",
    url,
  });
}

function lacking(
  wanted: Readonly<Record<string, string>>,
  granted: InstallationRecord["permissions"],
): readonly string[] {
  return Object.entries(wanted)
    .filter(([name, level]) => rank(granted[name]) < rank(level))
    .map(([name, level]) => `${name}: ${level}`);
}

function rank(level: string | undefined): number {
  return ["read", "write", "admin"].indexOf(level ?? "") + 1;
}

export function judgeLimits({ known, seen: { rules } }: Evidence): Finding {
  const check = "rate_limits";
  const { now, blocked } = known;
  const url = `${DOCS}/rest/using-the-rest-api/rate-limits-for-the-rest-api`;
  if (blocked !== null && blocked.reason === "rate_limited") {
    return problem(check, `GitHub asked to wait: work goes on in ${duration(blocked.until - now)}.`, {
      text: "Nothing to do but wait; if it comes back, something else may use the same App, or save too often.",
      url,
    });
  }
  if (rules.kind === "failed" && rules.failure.kind === "rate_limited")
    return problem(check, "GitHub answered that the request limit is used up.", {
      text: "Nothing to do but wait: work goes on by itself.",
      url,
    });
  if (rules.kind !== "answered") return notSeen(check, rules);
  const { limit } = rules.value;
  if (limit === null) return notApplicable(check, "The host counts no limit.");
  const seen = `${limit.remaining} of ${limit.limit} points are left, counted anew in ${duration(limit.resetAt - now)}.`;
  if (limit.remaining > limit.limit * LOW_SHARE) return ok(check, seen);
  return problem(check, seen, {
    text: "Commits are spaced out until the limit is whole again; if it comes back, something else may use the same App.",
    url,
  });
}

export function installationUrl({ host, account, repository }: KnownFacts): string {
  return installationPage({ webUrl: host.webUrl, account, installationId: repository.installationId });
}
