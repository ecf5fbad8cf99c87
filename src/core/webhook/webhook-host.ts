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
