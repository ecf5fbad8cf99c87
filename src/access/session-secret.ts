/** Secrets that a browser keeps in a cookie; the database knows their hashes only. */
import { createHash, randomBytes } from "node:crypto";

/** 256 bits, base64url. */
export function makeSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Null where it cannot be one of ours. */
export function secretHash(secret: string): string | null {
  return /^[\w-]{43}$/.test(secret) ? hashOf(secret) : null;
}

/** SHA-256, hexadecimal: what is hashed is random, so it needs no salt and no slowness. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
