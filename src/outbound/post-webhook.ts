/**
 * Sends one webhook, signed as GitHub signs its own. The name is resolved once, and the connection goes to the very address that
 * was judged: a name that leads elsewhere a moment later changes nothing. Redirects are answers like any other, and not followed.
 */
import { createHmac } from "node:crypto";
import { lookup } from "node:dns/promises";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { OutgoingMessage, PostOutcome, PostWebhook } from "../core/alerts/webhook-port.ts";
import { isPublicAddress } from "./private-addresses.ts";

/** From the first byte to the end of the answer's headers. */
const PATIENCE_MS = 10_000;

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

export interface PostOptions {
  readonly url: string;
  readonly secret: string;
  readonly allowsPrivate: boolean;
  /** Aborted where the server stops. */
  readonly ended: AbortSignal;
  readonly resolve?: (hostname: string) => Promise<readonly Address[]>;
  readonly patienceMs?: number;
}

export function makePostWebhook(options: PostOptions): PostWebhook {
  const { allowsPrivate, resolve = resolveName, patienceMs = PATIENCE_MS } = options;
  const url = new URL(options.url);
  const hostname = url.hostname.replaceAll(/^\[|\]$/g, "");
  return async (message) => {
    try {
      const addresses = await inTime(resolve(hostname), patienceMs);
      const target = addresses.find(({ address }) => allowsPrivate || isPublicAddress(address));
      if (target === undefined) return { kind: "forbidden" };
      return await post(url, target, { ...options, patienceMs, message });
    } catch (error) {
      return { kind: "unreachable", detail: codeOf(error) };
    }
  };
}

/** A resolver cannot be told to give up. */
async function inTime<Value>(work: Promise<Value>, patienceMs: number): Promise<Value> {
  const late = AbortSignal.timeout(patienceMs);
  return Promise.race([
    work,
    new Promise<never>((_resolve, reject) => {
      late.addEventListener("abort", () => reject(new Error("Late", { cause: late.reason })));
    }),
  ]);
}

async function resolveName(hostname: string): Promise<readonly Address[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

function signatureOf(secret: string, payload: string): string {
  return `sha256=${createHmac("sha256", secret).update(payload).digest("hex")}`;
}

interface Posting extends PostOptions {
  readonly message: OutgoingMessage;
  readonly patienceMs: number;
}

function post(
  url: URL,
  target: Address,
  { message, secret, ended, patienceMs }: Posting,
): Promise<PostOutcome> {
  const { event, guid, payload } = message;
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: "POST",
      // Each of its own: a connection that was kept may lead where a name led before.
      agent: false,
      lookup: (_hostname, options, found) => {
        if (options.all === true) found(null, [{ ...target }]);
        else found(null, target.address, target.family);
      },
      signal: AbortSignal.any([ended, AbortSignal.timeout(patienceMs)]),
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(payload),
        "user-agent": "Lockstep",
        "x-lockstep-event": event,
        "x-lockstep-delivery": guid,
        "x-lockstep-signature-256": signatureOf(secret, payload),
      },
    });
    sent.on("error", reject);
    sent.on("response", (answer) => {
      // Nobody needs what it says.
      answer.on("error", () => undefined);
      answer.destroy();
      const status = answer.statusCode ?? 0;
      resolve(status >= 200 && status < 300 ? { kind: "delivered" } : { kind: "refused", status });
    });
    sent.end(payload);
  });
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { cause } = error;
  if (cause instanceof Error && cause.name === "TimeoutError") return "timeout";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
