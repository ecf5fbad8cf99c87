/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#github_app_authorization */
import type { EventMark } from "../../core/webhook/event-mark.ts";
import { member, type Payload, positiveInteger } from "../../core/webhook/payload.ts";

/** A person takes back what they let the App do in their name: GitHub takes none of their tokens any more. */
export function onGithubAppAuthorization(payload: Payload): readonly EventMark[] {
  const accountId = positiveInteger(member(payload, "sender", "id"));
  if (accountId === null || member(payload, "action") !== "revoked") return [];
  return [{ unit: "authorization", accountId }];
}
