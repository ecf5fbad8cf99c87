/** Secrets that a browser keeps in a cookie, or carries through GitHub. */
import { randomBytes } from "node:crypto";
import { hashSecret, isSecretText } from "../core/access/secret-hash.ts";

/** 256 bits, base64url. */
export function makeSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Null where it cannot be one of ours. */
export function secretHash(secret: string): string | null {
  return isSecretText(secret) ? hashSecret(secret) : null;
}
