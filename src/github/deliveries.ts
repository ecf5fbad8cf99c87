/** The App's own log of deliveries. https://docs.github.com/en/rest/apps/webhooks */
import type { ProbotOctokit } from "probot";
import { type Fields, isFields } from "../core/fields.ts";
import type { DeliveryAttempt } from "../core/sync/github-port.ts";
import { numberAt, textAt, unexpectedAnswer } from "./answer.ts";

/** Of 100 attempts each: what a long outage left beyond them is found by the heads of the branches. */
const PAGES_AT_MOST = 10;

/** Paged by cursor, newest first. GitHub's own filter by status leaves out those that never reached a server. */
export async function deliveryAttempts(
  octokit: ProbotOctokit,
  since: number,
): Promise<readonly DeliveryAttempt[]> {
  const attempts: DeliveryAttempt[] = [];
  let pages = 0;
  for await (const { data } of octokit.paginate.iterator("GET /app/hook/deliveries", { per_page: 100 })) {
    if (!Array.isArray(data)) throw unexpectedAnswer("list of deliveries");
    const page = data.filter(isFields).map(attemptIn);
    attempts.push(...page.filter(({ deliveredAt }) => deliveredAt >= since));
    pages += 1;
    const isOlder = page.some(({ deliveredAt }) => deliveredAt < since);
    if (isOlder || pages === PAGES_AT_MOST) break;
  }
  return attempts;
}

export async function redeliver(octokit: ProbotOctokit, attempt: number): Promise<void> {
  await octokit.request("POST /app/hook/deliveries/{delivery_id}/attempts", { delivery_id: attempt });
}

function attemptIn(fields: Fields): DeliveryAttempt {
  return {
    id: numberAt(fields, "id"),
    guid: textAt(fields, "guid"),
    deliveredAt: Date.parse(textAt(fields, "delivered_at")),
    isAnswered: textAt(fields, "status") === "OK",
  };
}
