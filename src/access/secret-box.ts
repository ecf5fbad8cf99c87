/**
 * Encrypts what the database keeps of other people's secrets: AES-256-GCM, a random nonce for each, with a key that lies outside
 * the database. What is sealed is bound to its place, so that a value moved to another row or column does not open.
 *
 *     v1.<base64url of nonce (12 bytes), ciphertext, tag (16 bytes)>
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

export const KEY_BYTES = 32;

const VERSION = "v1.";
const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface SecretBox {
  /** @param place names column and row, such as `sessions.accessToken` and what is unique to the row */
  seal(text: string, place: readonly string[]): string;
  /** Null where it was sealed with another key, for another place, or was changed since. */
  open(sealed: string, place: readonly string[]): string | null;
}

/** @param key of 32 random bytes */
export function makeSecretBox(key: Buffer): SecretBox {
  return {
    seal(text, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(bound(place));
      const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}${sealed.toString("base64url")}`;
    },
    open(sealed, place) {
      if (!sealed.startsWith(VERSION)) return null;
      const bytes = Buffer.from(sealed.slice(VERSION.length), "base64url");
      if (bytes.byteLength < NONCE_BYTES + TAG_BYTES) return null;
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(bound(place));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const opened = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
        return Buffer.concat([opened, decipher.final()]).toString("utf8");
      } catch {
        return null;
      }
    },
  };
}

/** The version is bound too; as JSON, so that no two places read alike. */
function bound(place: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([VERSION, ...place]));
}
