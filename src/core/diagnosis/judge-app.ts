/** The App: its credentials, what it is told, and whether what it is told arrives here. The App's own delivery log tells. */
import { DOCS, failureText, notSeen } from "./failure-text.ts";
import { type Finding, notApplicable, ok, problem, type Remedy, unknown } from "./finding.ts";
import type { Evidence, SeenDelivery } from "./sighting.ts";

/** What app.yml asks to be told; GitHub tells of installations without being asked. */
const NEEDED_EVENTS = ["push", "create", "delete", "repository"] as const;

/** With what this server answers a webhook whose signature does not hold. */
const SIGNATURE_INVALID = 401;

export function judgeApp(evidence: Evidence): readonly Finding[] {
  return [judgeCredentials(evidence), judgeEvents(evidence), judgeReachable(evidence), judgeSecret(evidence)];
}

function judgeCredentials({ known, seen: { host } }: Evidence): Finding {
  const { app } = host;
  if (!known.host.isConfigured) {
    return problem("app_credentials", `No GitHub App is configured here for ${known.host.hostname}.`, {
      text: "Set the App's credentials for this host again (APP_ID, PRIVATE_KEY, WEBHOOK_SECRET, GHE_HOST), or register it at /setup.",
      url: `${known.host.webUrl}/settings/apps`,
    });
  }
  if (app.kind === "answered")
    return ok("app_credentials", `The host knows this server as the GitHub App "${app.value.name}".`);
  const refused = app.kind === "failed" && /^(?:unauthorized|not_found)$/.test(app.failure.kind);
  if (app.kind === "not_asked" || !refused) return notSeen("app_credentials", app);
  return problem("app_credentials", `${failureText(app.failure)}.`, {
    text: "Set APP_ID and PRIVATE_KEY to those of one and the same App on this host: make a new private key in the App's settings where it was deleted.",
    url: `${known.host.webUrl}/settings/apps`,
  });
}

function judgeEvents({ known, seen: { host } }: Evidence): Finding {
  const { app } = host;
  if (app.kind !== "answered") return notSeen("webhook_events", app);
  const { events } = app.value;
  const missing = NEEDED_EVENTS.filter((event) => !events.includes(event));
  if (missing.length === 0) return ok("webhook_events", "The App is told of all events that it needs.");
  return problem(
    "webhook_events",
    `The App is not told of ${missing.join(", ")}: changes are found later, by asking.`,
    {
      text: "Tick these events under Permissions & events in the App's settings.",
      url: `${known.host.webUrl}/settings/apps`,
    },
  );
}

const POLLING = "The App has no webhook: changes on GitHub are found by asking every few minutes.";

function judgeReachable({ known, seen: { host } }: Evidence): Finding {
  const check = "webhook_reachable";
  const { webhookUrl: asked, deliveries } = host;
  if (asked.kind !== "answered") return notSeen(check, asked);
  if (asked.value === null) return notApplicable(check, POLLING);
  const isOwn = isSameAddress(asked.value, known.webhookUrl);
  // Another's may hold secrets, and whoever reads the workspace reads this.
  const address = isOwn ? known.webhookUrl : "another address than this server's";
  if (deliveries.kind !== "answered") return notSeen(check, deliveries);
  const [last] = deliveries.value;
  if (last === undefined) {
    return unknown(check, `GitHub has sent no webhook to ${address} in the last days.`, {
      text: "Push a commit, or send a delivery again from the App's settings, and look again.",
      url: `${DOCS}/webhooks/testing-and-troubleshooting-webhooks/viewing-webhook-deliveries`,
    });
  }
  if (last.reach === "ok" || last.statusCode === SIGNATURE_INVALID)
    return ok(check, `GitHub's last webhook reached this server at ${address}.`);
  return problem(
    check,
    `${reachText(last)} The webhook's address is ${address}.`,
    reachRemedy(last, { isOwn, own: known.webhookUrl }),
  );
}

/** By origin and path alone. */
function isSameAddress(one: string, other: string): boolean {
  const [a, b] = [URL.parse(one), URL.parse(other)];
  return a !== null && b !== null && a.origin === b.origin && a.pathname === b.pathname;
}

function reachText({ reach, statusCode }: SeenDelivery): string {
  switch (reach) {
    case "timed_out":
      return "GitHub's last webhook was not answered in time.";
    case "not_connected":
      return "GitHub could not connect to deliver its last webhook.";
    case "tls":
      return "GitHub did not trust the certificate when it delivered its last webhook.";
    case "ok":
    case "refused":
    case "unclear":
      return `GitHub's last webhook was answered with ${statusCode}.`;
  }
}

function reachRemedy(
  { reach, statusCode }: SeenDelivery,
  { isOwn, own }: { readonly isOwn: boolean; readonly own: string },
): Remedy {
  const docs = `${DOCS}/webhooks/testing-and-troubleshooting-webhooks/troubleshooting-webhooks`;
  if (!isOwn && (statusCode === 404 || reach === "not_connected"))
    return {
      text: `This server takes webhooks at ${own}: set that as the webhook's address in the App's settings.`,
      url: docs,
    };
  switch (reach) {
    case "timed_out":
    case "not_connected":
      return {
        text: "Let GitHub connect to that address from outside (name, port, firewall, proxy), or switch the webhook off: then changes are found by asking.",
        url: docs,
      };
    case "tls":
      return {
        text: "Give the proxy in front of this server a certificate that the public trusts, with its whole chain.",
        url: docs,
      };
    case "ok":
    case "refused":
    case "unclear":
      return {
        text: "Look at this delivery's answer in the App's settings: something in front of this server may have answered in its place.",
        url: docs,
      };
  }
}

function judgeSecret({ known, seen: { host } }: Evidence): Finding {
  const check = "webhook_secret";
  const { webhookUrl: asked, deliveries } = host;
  if (asked.kind !== "answered") return notSeen(check, asked);
  if (asked.value === null) return notApplicable(check, POLLING);
  if (deliveries.kind !== "answered") return notSeen(check, deliveries);
  const told = deliveries.value.find(
    ({ reach, statusCode }) => reach === "ok" || statusCode === SIGNATURE_INVALID,
  );
  if (told === undefined) return unknown(check, "No webhook has reached this server in the last days.");
  if (told.reach === "ok")
    return ok(check, "The last webhook that arrived was signed with the right secret.");
  return problem(check, "The last webhook that arrived was not signed with this server's secret.", {
    text: "Set the same secret in the App's settings (Webhook secret) and here (WEBHOOK_SECRET).",
    url: `${known.host.webUrl}/settings/apps`,
  });
}
