/** Whose webhooks may arrive, looked up for each delivery: hosts come while the server runs. */
import type { ReceiveEvent } from "./event-mark.ts";
import type { WebhookKey } from "./signature.ts";

export interface WebhookHost {
  /** Row id. */
  readonly id: number;
  readonly webhookKey: WebhookKey;
  readonly receive: ReceiveEvent;
}

export interface WebhookHosts {
  /** Null: the first. */
  webhookHost(hostname: string | null): WebhookHost | null;
}

/** Of the first host; others have their name below it. */
export const WEBHOOK_PATH = "/api/github/webhooks";

export function webhookPathOf({
  hostname,
  isFirst,
}: {
  readonly hostname: string;
  readonly isFirst: boolean;
}): string {
  return isFirst ? WEBHOOK_PATH : `${WEBHOOK_PATH}/${encodeURIComponent(hostname)}`;
}
