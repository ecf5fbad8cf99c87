/**
 * An answer that is kept for whoever asked, and can be read by nobody else: it may hold what is shown only once. The key is made of
 * the caller's own credential and Idempotency-Key, of which the database keeps hashes alone.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What only the caller has. */
export interface AnswerKey {
  readonly credential: string;
  readonly key: string;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Hexadecimal; by it the answer is found. */
export function keyHashOf(workspaceId: number, { credential, key }: AnswerKey): string {
  return createHash("sha256")
    .update(JSON.stringify([workspaceId, credential, key]))
    .digest("hex");
}

export function sealAnswer(answer: KeptAnswer, of: AnswerKey): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", secretOf(of), iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(answer)), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

export function openAnswer(sealed: Buffer, of: AnswerKey): KeptAnswer {
  const decipher = createDecipheriv("aes-256-gcm", secretOf(of), sealed.subarray(0, IV_BYTES));
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const text = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  // Sealed by sealAnswer: the tag says so.
  return JSON.parse(text.toString("utf8")) as KeptAnswer;
}

function secretOf({ credential, key }: AnswerKey): Buffer {
  return Buffer.from(hkdfSync("sha256", JSON.stringify([credential, key]), "", "lockstep answer", 32));
}
