/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#installation */
import { accountOf, type EventMark } from "../../core/webhook/event-mark.ts";
import { member, type Payload } from "../../core/webhook/payload.ts";

/** The installation is read again by its id. One that is deleted and was never known is not made for that. */
export function onInstallation(payload: Payload): readonly EventMark[] {
  const account = accountOf(member(payload, "installation", "account"));
  return [{ unit: "installation", account: member(payload, "action") === "deleted" ? null : account }];
}
