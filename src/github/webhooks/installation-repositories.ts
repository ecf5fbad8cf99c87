/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#installation_repositories */
import { accountOf, type EventMark } from "../../core/webhook/event-mark.ts";
import { member, type Payload } from "../../core/webhook/payload.ts";

/** Repositories were added or removed: the installation's whole list is read again. */
export function onInstallationRepositories(payload: Payload): readonly EventMark[] {
  return [{ unit: "installation", account: accountOf(member(payload, "installation", "account")) }];
}
