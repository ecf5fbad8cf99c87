/** Installation tokens: random, kept hashed and in memory only, good for one hour. */
import { createHash, randomBytes } from "node:crypto";
import type { InstallationRecord } from "./state.ts";

export const TOKEN_LIFETIME_MS = 3_600_000;

export interface Grant {
  readonly installationId: number;
  /** Narrowed at the request; null: all that the installation sees, at any time. */
  readonly repositoryIds: readonly number[] | null;
  readonly permissions: Readonly<Record<string, string>> | null;
  readonly expiresAt: number;
}

export class Tokens {
  readonly #grants = new Map<string, Grant>();

  /** About as long as GitHub's are (370 to 520 characters). */
  issue(installation: InstallationRecord, narrowed: Omit<Grant, "installationId">): string {
    const token = `ghs_${randomBytes(300).toString("base64url")}`;
    this.#grants.set(hash(token), { installationId: installation.id, ...narrowed });
    return token;
  }

  find(token: string): Grant | null {
    return this.#grants.get(hash(token)) ?? null;
  }

  /** An uninstalled App's tokens are gone at once. */
  revokeAll(installationId: number): void {
    for (const [key, grant] of this.#grants)
      if (grant.installationId === installationId) this.#grants.delete(key);
  }
}

function hash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
