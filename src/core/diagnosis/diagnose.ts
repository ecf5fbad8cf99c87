/** Every check, in the order of CHECKS. Pure: the same evidence gives the same findings. */
import { LINK_CODES } from "../sync/link-codes.ts";
import type { LinkState } from "../sync/model.ts";
import { DOCS, duration, notSeen } from "./failure-text.ts";
import { CHECKS, type Finding, notApplicable, ok, problem, unknown } from "./finding.ts";
import { judgeApp } from "./judge-app.ts";
import { judgeCommits, judgeSigning } from "./judge-branch.ts";
import { judgeHost } from "./judge-host.ts";
import { judgeInstallation, judgeLimits } from "./judge-installation.ts";
import { judgeRepository } from "./judge-repository.ts";
import type { Evidence, SeenDelivery } from "./sighting.ts";

export function diagnose(evidence: Evidence): readonly Finding[] {
  const findings = [
    ...judgeHost(evidence),
    ...judgeApp(evidence),
    ...judgeInstallation(evidence),
    ...judgeRepository(evidence),
    judgeCommits(evidence),
    judgeSigning(evidence),
    judgeDeliveries(evidence),
    judgeLimits(evidence),
    judgeLink(evidence),
  ];
  return findings.toSorted((a, b) => CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check));
}

/** Only those of this repository: the log is that of the whole App. */
function judgeDeliveries({ known, seen: { host } }: Evidence): Finding {
  const check = "deliveries";
  const { webhookUrl, deliveries: asked } = host;
  if (webhookUrl.kind === "answered" && webhookUrl.value === null)
    return notApplicable(check, "The App has no webhook.");
  if (asked.kind !== "answered") return notSeen(check, asked);
  const { repository } = known;
  const own = asked.value.filter(
    ({ repositoryId, installationId }) =>
      repositoryId === repository.repositoryId && installationId === repository.installationId,
  );
  const [last] = own;
  if (last === undefined) return unknown(check, "None of the App's last webhooks was about this repository.");
  const ago = duration(known.now - last.deliveredAt);
  const seen = `The last ${own.length} about this repository: ${countsOf(own)}; the newest, ${last.event}, ${ago} ago.`;
  if (last.reach === "ok") return ok(check, seen);
  return problem(check, seen, {
    text: "What failed is asked for again by itself for three days; see the checks of the webhook above.",
    url: `${DOCS}/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks`,
  });
}

function countsOf(deliveries: readonly SeenDelivery[]): string {
  const groups = Map.groupBy(deliveries, answerOf);
  return [...groups].map(([answer, { length }]) => `${length} ${answer}`).join(", ");
}

function answerOf({ reach, statusCode }: SeenDelivery): string {
  switch (reach) {
    case "ok":
    case "refused":
    case "unclear":
      return `answered ${statusCode}`;
    case "timed_out":
      return "timed out";
    case "not_connected":
      return "without a connection";
    case "tls":
      return "without a trusted certificate";
  }
}

function judgeLink({ known: { link, now } }: Evidence): Finding {
  const check = "link_state";
  if (link === null) return notApplicable(check, "Of a link, not of a repository.");
  const { state, code, message } = link;
  const since = duration(now - link.since);
  const seen = `The link is ${state}${code === null ? "" : ` (${code})`} since ${since}.`;
  const told = message === null ? seen : `${seen} ${message}`;
  if (state === "error")
    return problem(check, told, { text: code === null ? "Sync the link." : LINK_CODES[code], url: link.url });
  const remedy = RESOLVED_BY[state];
  return remedy === null ? ok(check, told) : problem(check, seen, { text: remedy, url: link.url });
}

/** Null: nothing to do. */
const RESOLVED_BY: Readonly<Record<Exclude<LinkState, "error">, string | null>> = {
  in_sync: null,
  empty: null,
  pending: null,
  awaiting_merge: null,
  paused: null,
  choose: "Both sides had content when they were linked: choose which one to keep.",
  conflict: "Both sides changed: compare the three texts, and keep one of them or their merge.",
  missing: "The file was deleted on GitHub: keep the store's text to make it again, or disconnect the link.",
  edited_on_github:
    "The file of this backup was edited on GitHub: keep it as a revision, or write the collection over it.",
  declined:
    "The pull request was closed without a merge: keep the store's text to propose it again, or GitHub's.",
  awaiting_approval: "An admin of the workspace has to agree to what the repository's config file claims.",
};
