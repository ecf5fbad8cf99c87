/** Secrets that are taken once, within their time: codes, links. In memory only: a restart ends them. */
import { randomBytes } from "node:crypto";

interface Kept<T> {
  readonly value: T;
  readonly expiresAt: number;
}

export class OneTime<T> {
  readonly #lifetimeMs: number;
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept<T>>();

  constructor(lifetimeMs: number, now: () => number) {
    this.#lifetimeMs = lifetimeMs;
    this.#now = now;
  }

  /** The secret for it, of 40 hexadecimal digits. */
  put(value: T): string {
    const secret = randomBytes(20).toString("hex");
    this.#kept.set(secret, { value, expiresAt: this.#now() + this.#lifetimeMs });
    return secret;
  }

  /** Null where it was never given, is too old, or was taken. */
  take(secret: string): T | null {
    const value = this.look(secret);
    this.#kept.delete(secret);
    return value;
  }

  /** As `take`, but it stays. */
  look(secret: string): T | null {
    const kept = this.#kept.get(secret);
    return kept !== undefined && kept.expiresAt > this.#now() ? kept.value : null;
  }
}
