/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#installation_target */
import type { EventMark } from "../../core/webhook/event-mark.ts";

/** The account was renamed: the installation, and so its account's login, is read again. */
export function onInstallationTarget(): readonly EventMark[] {
  return [{ unit: "installation", account: null }];
}
