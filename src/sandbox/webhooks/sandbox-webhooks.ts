/** How tests and the control routes see the webhooks that are sent. */

export interface Delivery {
  readonly id: number;
  /** `X-GitHub-Delivery`: the same when sent again. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  /** As sent. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly isRedelivery: boolean;
  readonly state: "waiting" | "sent" | "lost";
  /** GitHub's words: `OK`, `Invalid HTTP Response: 500`, `failed to connect to host`, …; `pending` before. */
  readonly status: string;
  readonly statusCode: number;
  readonly deliveredAt: number;
}

export interface SandboxWebhooks {
  setTarget(url: string): void;
  deliveries(filter?: { readonly event?: string }): readonly Delivery[];
  /** Resolves when nothing is being sent or waiting for its turn; held ones do not count. */
  idle(): Promise<void>;
  /** Sends it again, with its guid, and waits for the answer. */
  redeliver(id: number): Promise<void>;
  /** From now on deliveries wait until released. */
  hold(): void;
  /** Sends what was held, in this order, and ends the holding. */
  release(order?: "as-made" | "reversed"): Promise<void>;
  /** Forgets what was held: those deliveries are lost. */
  drop(): void;
}
