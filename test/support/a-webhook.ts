/** The webhook route over a real database, with Probot's real handlers behind it. */
import { createHmac } from "node:crypto";
import type { Server } from "node:http";
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from "fastify";
import { type Logger, pino } from "pino";
import { onTestFinished } from "vitest";
import type { ReceiveEvent } from "../../src/core/webhook/event-mark.ts";
import { webhookKey } from "../../src/core/webhook/signature.ts";
import type { WebhookHost, WebhookHosts } from "../../src/core/webhook/webhook-host.ts";
import type { Store } from "../../src/db/store.ts";
import { makeProbot } from "../../src/github/probot.ts";
import { makeEventReceiver } from "../../src/github/webhooks/event-receiver.ts";
import { handleError } from "../../src/http/problems.ts";
import { WEBHOOK_PATH } from "../../src/core/webhook/webhook-host.ts";
import { registerWebhooks, type WebhookOptions } from "../../src/http/webhooks.ts";
import { aPrivateKey } from "./a-private-key.ts";
import { aStore } from "./a-store.ts";

export const WEBHOOK_SECRET = "a-webhook-secret-of-the-tests-0123456789";
const NOW = Date.parse("2026-01-02T03:04:05Z");

const SILENT = pino({ level: "silent" });

export function aProbot(log: Logger = SILENT): ReturnType<typeof makeProbot> {
  return makeProbot({
    hostname: "github.com",
    appId: 1,
    privateKey: aPrivateKey(),
    webhookSecret: WEBHOOK_SECRET,
    log,
  });
}

export function anEventReceiver(): Promise<ReceiveEvent> {
  return makeEventReceiver(aProbot());
}

export interface AWebhook {
  readonly server: FastifyInstance;
  readonly store: Store;
  readonly deliver: (options: Delivering) => Promise<LightMyRequestResponse>;
}

export interface Delivering {
  readonly event?: string;
  readonly guid?: string;
  readonly payload: unknown;
  /** In place of those of a proper delivery; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

let deliveries = 0;

export interface WebhookOverrides extends Partial<WebhookOptions> {
  /** Of the first host, in place of Probot's handlers. */
  readonly receive?: ReceiveEvent;
}

export async function aWebhook(
  { receive, ...overrides }: WebhookOverrides = {},
  log: Logger = SILENT,
): Promise<AWebhook> {
  const store = overrides.store ?? (await aStore());
  const server: FastifyInstance = Fastify<Server>({
    loggerInstance: log,
    disableRequestLogging: true,
  });
  server.setErrorHandler(handleError);
  registerWebhooks(server, {
    store,
    hosts: webhookHosts({
      id: await aHost(store),
      webhookKey: webhookKey(WEBHOOK_SECRET),
      receive: receive ?? (await anEventReceiver()),
    }),
    now: () => NOW,
    ...overrides,
  });
  onTestFinished(() => server.close());
  return {
    server,
    store,
    deliver: (delivering) => {
      const body = bodyOf(delivering.payload);
      const headers = withoutMissing({ ...headersOf(body, delivering), ...delivering.headers });
      return server.inject({ method: "POST", url: WEBHOOK_PATH, payload: body, headers });
    },
  };
}

export function webhookHosts(
  first: WebhookHost,
  others: Readonly<Record<string, WebhookHost>> = {},
): WebhookHosts {
  return { webhookHost: (hostname) => (hostname === null ? first : (others[hostname] ?? null)) };
}

export function bodyOf(payload: unknown): Buffer {
  if (Buffer.isBuffer(payload)) return payload;
  return Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload));
}

function withoutMissing(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const present = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return Object.fromEntries(present) as Record<string, string>;
}

/** Of a proper delivery. */
export function headersOf(
  body: Buffer,
  { event = "push", guid = `delivery-${(deliveries += 1)}` }: Omit<Delivering, "payload">,
): Record<string, string> {
  return {
    "content-type": "application/json",
    "x-github-event": event,
    "x-github-delivery": guid,
    "x-hub-signature-256": signatureOf(body),
  };
}

export function signatureOf(body: Buffer, secret = WEBHOOK_SECRET): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

async function aHost(store: Store): Promise<number> {
  return store.write(async ({ query }) => {
    const row = await query
      .insertInto("hosts")
      .values({ hostname: "github.com", isFirst: 1 })
      .onConflict((conflict) => conflict.column("hostname").doUpdateSet({ isFirst: 1 }))
      .returning("id")
      .executeTakeFirstOrThrow();
    return row.id;
  });
}
