/**
 * Sends one App's webhooks, signed, one after the other in the order in which they were made, unless a fault says otherwise. Every
 * attempt is kept in the delivery log (in memory). A delivery leaves exactly one of these ways: sent, lost, or waiting for
 * as long as there is no target or deliveries are held.
 */
import { createHmac, randomUUID } from "node:crypto";
import type { FaultBoard } from "../faults.ts";
import type { AppHook } from "../records.ts";
import { postDelivery } from "./post-delivery.ts";
import type { Delivery } from "./sandbox-webhooks.ts";

export interface LoggedDelivery extends Delivery {
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly durationSeconds: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
}

export interface Announcement {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
}

export interface WebhookSenderOptions {
  /** Looked at for every delivery: it may be changed. */
  readonly hook: AppHook;
  readonly hookId: number;
  readonly hostname: () => string;
  readonly now: () => number;
  readonly nextId: () => number;
  readonly faults: FaultBoard;
}

export class WebhookSender {
  readonly #options: WebhookSenderOptions;
  readonly #log = new Map<number, LoggedDelivery>();
  #queue: number[] = [];
  #held: number[] | null = null;
  /** With `reordered`: the delivery that waits to be overtaken. */
  #overtaken: number | null = null;
  #late = new Map<number, NodeJS.Timeout>();
  #pumping: Promise<void> | null = null;
  #isClosed = false;

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
  }

  setTarget(url: string): void {
    this.#options.hook.url = url;
    this.#pump();
  }

  announce(announcement: Announcement): void {
    if (!this.#options.hook.isActive) return;
    const delivery = this.#record(announcement, randomUUID(), false);
    if (this.#held !== null) this.#held.push(delivery.id);
    else this.#schedule(delivery);
  }

  deliveries(filter: { readonly event?: string } = {}): readonly LoggedDelivery[] {
    return [...this.#log.values()].filter((it) => filter.event === undefined || it.event === filter.event);
  }

  delivery(id: number): LoggedDelivery | null {
    return this.#log.get(id) ?? null;
  }

  async idle(): Promise<void> {
    for (;;) {
      this.#letOvertakenGo();
      if (this.#pumping !== null) await this.#pumping;
      else if (this.#late.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      else return;
    }
  }

  /** @throws RangeError where there is no such delivery. */
  async redeliver(id: number): Promise<void> {
    const before = this.#log.get(id);
    if (before === undefined) throw new RangeError(`No delivery ${id}`);
    const { event, payload, installationId, repositoryId } = before;
    const again = this.#record({ event, payload, installationId, repositoryId }, before.guid, true);
    await this.#send(again.id);
  }

  hold(): void {
    this.#held ??= [];
  }

  async release(order: "as-made" | "reversed" = "as-made"): Promise<void> {
    const held = this.#held ?? [];
    this.#held = null;
    this.#queue.push(...(order === "reversed" ? held.toReversed() : held));
    this.#pump();
    await this.idle();
  }

  drop(): void {
    for (const id of this.#held ?? []) this.#lose(id);
    if (this.#held !== null) this.#held = [];
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#late.values()) clearTimeout(timer);
    this.#late.clear();
    this.#queue = [];
    await this.#pumping;
  }

  #record(announcement: Announcement, guid: string, isRedelivery: boolean): LoggedDelivery {
    const { event, payload } = announcement;
    const delivery: LoggedDelivery = {
      ...announcement,
      id: this.#options.nextId(),
      guid,
      isRedelivery,
      action: typeof payload["action"] === "string" ? payload["action"] : null,
      state: "waiting",
      status: "pending",
      statusCode: 0,
      deliveredAt: this.#options.now(),
      headers: this.#headersOf(event, guid, JSON.stringify(payload)),
      durationSeconds: 0,
      responseHeaders: {},
      responseBody: "",
    };
    this.#log.set(delivery.id, delivery);
    if (this.#log.size > 50_000) this.#forgetOldest();
    return delivery;
  }

  #headersOf(event: string, guid: string, body: string): Record<string, string> {
    const { secret } = this.#options.hook;
    return {
      accept: "*/*",
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/7c9d2f1",
      "x-github-delivery": guid,
      "x-github-enterprise-host": this.#options.hostname(),
      "x-github-enterprise-version": "3.19.0",
      "x-github-event": event,
      "x-github-hook-id": String(this.#options.hookId),
      "x-github-hook-installation-target-type": "integration",
      ...(secret === null
        ? {}
        : { "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` }),
    };
  }

  #schedule(delivery: LoggedDelivery): void {
    const faults = this.#options.faults.get().webhooks;
    if (this.#options.faults.chance(faults.lost)) {
      this.#lose(delivery.id);
      return;
    }
    const ids = [delivery.id];
    if (this.#options.faults.chance(faults.doubled))
      ids.push(this.#record(delivery, delivery.guid, false).id);
    for (const id of ids) {
      if (faults.lateMs > 0) this.#sendLate(id, faults.lateMs);
      else if (faults.reordered) this.#sendOvertaking(id);
      else this.#enqueue(id);
    }
  }

  #enqueue(id: number): void {
    this.#queue.push(id);
    this.#pump();
  }

  #sendLate(id: number, delayMs: number): void {
    const timer = setTimeout(() => {
      this.#late.delete(id);
      this.#enqueue(id);
    }, delayMs);
    this.#late.set(id, timer);
  }

  #sendOvertaking(id: number): void {
    if (this.#overtaken === null) {
      this.#overtaken = id;
      return;
    }
    this.#queue.push(id);
    this.#letOvertakenGo();
  }

  #letOvertakenGo(): void {
    if (this.#overtaken !== null) this.#queue.push(this.#overtaken);
    this.#overtaken = null;
    this.#pump();
  }

  #pump(): void {
    if (this.#pumping !== null || this.#isClosed || this.#queue.length === 0) return;
    if (this.#options.hook.url === null) return;
    this.#pumping = this.#sendAll().finally(() => {
      this.#pumping = null;
    });
  }

  async #sendAll(): Promise<void> {
    for (let id = this.#queue.shift(); id !== undefined; id = this.#queue.shift()) await this.#send(id);
  }

  async #send(id: number): Promise<void> {
    const delivery = this.#log.get(id);
    const { url } = this.#options.hook;
    if (delivery === undefined || url === null) return;
    const result = await postDelivery(url, delivery.headers, JSON.stringify(delivery.payload));
    this.#log.set(id, { ...delivery, ...result, state: "sent", deliveredAt: this.#options.now() });
  }

  #lose(id: number): void {
    const delivery = this.#log.get(id);
    if (delivery === undefined) return;
    this.#log.set(id, { ...delivery, state: "lost", status: "failed to connect to host", statusCode: 502 });
  }

  #forgetOldest(): void {
    const oldest = this.#log.keys().next();
    if (oldest.done !== true) this.#log.delete(oldest.value);
  }
}
