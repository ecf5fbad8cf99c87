/** Webhook signatures: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";

export type WebhookKey = KeyObject;

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

export function webhookKey(secret: string): WebhookKey {
  return createSecretKey(secret, "utf8");
}

/** The 32 bytes that a header `X-Hub-Signature-256` claims; null where it has another form. */
export function claimedSignature(header: string): Buffer | null {
  const digits = SIGNATURE.exec(header)?.[1];
  return digits === undefined ? null : Buffer.from(digits, "hex");
}

/** Compares in constant time, over the bytes as they came. */
export function isSignedWith(key: WebhookKey, body: Uint8Array, claimed: Buffer): boolean {
  return timingSafeEqual(createHmac("sha256", key).update(body).digest(), claimed);
}
