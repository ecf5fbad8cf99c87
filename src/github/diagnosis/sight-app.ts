/** The App as its host sees it: https://docs.github.com/en/rest/apps/apps and /webhooks. Each is asked once, never repeated. */
import type { ProbotOctokit } from "probot";
import type { DeliveryReach, SeenApp, SeenDelivery, SeenHost } from "../../core/diagnosis/sighting.ts";
import { type Fields, isFields } from "../../core/fields.ts";
import { fieldsOrNull, numberAt, textAt, textOrNull, unexpectedAnswer } from "../answer.ts";
import { refusedBy, statusOf } from "../failure-of.ts";
import { saysNotConnected, saysTimedOut, saysUntrusted } from "../known-texts.ts";

const ONCE = { request: { retries: 0 } } as const;

interface SightApp {
  readonly sightApp: (
    octokit: ProbotOctokit,
  ) => Promise<{ readonly app: SeenApp; readonly version: string | null }>;
  /** Once it was asked; a refusal is dated too. */
  readonly clock: () => Pick<SeenHost, "clock">;
}

export function makeSightApp(now: () => number): SightApp {
  let clock: SeenHost["clock"] = null;
  const note = (headers: Fields): void => {
    const theirs = Date.parse(textOrNull(headers, "date") ?? "");
    clock ??= Number.isNaN(theirs) ? null : { theirs, ours: now() };
  };
  return {
    clock: () => ({ clock }),
    async sightApp(octokit) {
      try {
        const { data, headers } = await octokit.request("GET /app", ONCE);
        note({ ...headers });
        const version = textOrNull({ ...headers }, "x-github-enterprise-version");
        return { app: appIn(fieldsOrNull(data) ?? {}), version };
      } catch (error) {
        note(refusedBy(error)?.headers ?? {});
        throw error;
      }
    },
  };
}

function appIn(fields: Fields): SeenApp {
  const permissions = Object.entries(fieldsOrNull(fields["permissions"]) ?? {});
  const events: unknown = fields["events"];
  return {
    name: textAt(fields, "name"),
    htmlUrl: textAt(fields, "html_url"),
    permissions: Object.fromEntries(
      permissions.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    ),
    events: Array.isArray(events) ? events.filter((event) => typeof event === "string") : [],
  };
}

/** Null: the App has none. */
export async function sightWebhookUrl(octokit: ProbotOctokit): Promise<string | null> {
  try {
    const { data } = await octokit.request("GET /app/hook/config", ONCE);
    return textOrNull(fieldsOrNull(data), "url") || null;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

/** The last page of the log. */
export async function sightDeliveries(octokit: ProbotOctokit): Promise<readonly SeenDelivery[]> {
  try {
    const { data } = await octokit.request("GET /app/hook/deliveries", { per_page: 100, ...ONCE });
    if (!Array.isArray(data)) throw unexpectedAnswer("list of deliveries");
    return data.filter(isFields).map(deliveryIn);
  } catch (error) {
    // An App without a webhook has no log.
    if (statusOf(error) === 404) return [];
    throw error;
  }
}

function deliveryIn(fields: Fields): SeenDelivery {
  const statusCode = numberAt(fields, "status_code");
  return {
    event: textAt(fields, "event"),
    deliveredAt: Date.parse(textAt(fields, "delivered_at")),
    reach: reachOf(textAt(fields, "status"), statusCode),
    statusCode,
    installationId: numberOrNull(fields["installation_id"]),
    repositoryId: numberOrNull(fields["repository_id"]),
  };
}

/** GitHub gives those that nobody answered a status of its own, such as 502: their words come first. */
function reachOf(status: string, statusCode: number): DeliveryReach {
  if (status === "OK") return "ok";
  if (saysUntrusted(status)) return "tls";
  if (saysTimedOut(status)) return "timed_out";
  if (saysNotConnected(status)) return "not_connected";
  return statusCode >= 300 ? "refused" : "unclear";
}

function numberOrNull(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
