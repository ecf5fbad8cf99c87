/** Random secrets that somebody else keeps: sessions, tokens, hooks' addresses. The database knows their hashes only. */
import { createHash } from "node:crypto";

/** SHA-256, hexadecimal: what is hashed is random, so it needs no salt and no slowness. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whether it could be 256 bits of ours in base64url: what cannot is refused without a look into the database. */
export function isSecretText(text: unknown): text is string {
  return typeof text === "string" && /^[\w-]{43}$/.test(text);
}
