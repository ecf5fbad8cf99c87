/**
 * The webhooks of all Apps: each App has a sender of its own, so that one whose receiver is slow, or has no address yet, holds
 * up no other. Deliveries have ids of their own over all of them.
 */
import { ALWAYS_SENT } from "../registration/app-events.ts";
import type { State } from "../state.ts";
import type { Delivery, SandboxWebhooks } from "./sandbox-webhooks.ts";
import { WebhookSender, type Announcement, type WebhookSenderOptions } from "./webhook-sender.ts";

export class AppWebhooks implements SandboxWebhooks {
  readonly #state: State;
  readonly #options: Omit<WebhookSenderOptions, "hook" | "hookId">;
  readonly #senders = new Map<number, WebhookSender>();
  #isHeld = false;

  constructor(state: State, options: Omit<WebhookSenderOptions, "hook" | "hookId">) {
    this.#state = state;
    this.#options = options;
  }

  /** @throws Error where there is no such App */
  of(appId: number): WebhookSender {
    const known = this.#senders.get(appId);
    if (known !== undefined) return known;
    const { hook } = this.#state.appOf({ appId });
    const sender = new WebhookSender({ ...this.#options, hook, hookId: appId + 1000 });
    if (this.#isHeld) sender.hold();
    this.#senders.set(appId, sender);
    return sender;
  }

  /** Only where the App hears of such events. */
  announce(appId: number, announcement: Announcement): void {
    const { event } = announcement;
    const { events } = this.#state.appOf({ appId });
    if (ALWAYS_SENT.has(event) || events.includes(event)) this.of(appId).announce(announcement);
  }

  /** Of the sandbox's own App, or of the first one. */
  setTarget(url: string): void {
    const app = this.#state.data.apps[0];
    if (app === undefined) throw new Error("There is no App whose webhooks could go there");
    this.of(app.id).setTarget(url);
  }

  deliveries(filter: { readonly event?: string } = {}): readonly Delivery[] {
    return this.#all()
      .flatMap((it) => it.deliveries(filter))
      .toSorted((a, b) => a.id - b.id);
  }

  /** Twice: while one sends, another may be given something to send. */
  async idle(): Promise<void> {
    for (const sender of [...this.#all(), ...this.#all()]) await sender.idle();
  }

  /** @throws RangeError where there is no such delivery. */
  async redeliver(id: number): Promise<void> {
    const sender = this.#all().find((it) => it.delivery(id) !== null);
    if (sender === undefined) throw new RangeError(`No delivery ${id}`);
    await sender.redeliver(id);
  }

  hold(): void {
    this.#isHeld = true;
    for (const sender of this.#all()) sender.hold();
  }

  async release(order: "as-made" | "reversed" = "as-made"): Promise<void> {
    this.#isHeld = false;
    for (const sender of this.#all()) await sender.release(order);
  }

  drop(): void {
    for (const sender of this.#all()) sender.drop();
  }

  async close(): Promise<void> {
    await Promise.all(this.#all().map((it) => it.close()));
  }

  #all(): WebhookSender[] {
    return [...this.#senders.values()];
  }
}
