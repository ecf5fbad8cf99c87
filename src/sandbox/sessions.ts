/** Who is signed in at the sandbox in a browser. In memory only: a restart signs everybody out. */
import { randomBytes } from "node:crypto";
import type { Account, State } from "./state.ts";

export class Sessions {
  readonly #state: State;
  readonly #accounts = new Map<string, number>();

  constructor(state: State) {
    this.#state = state;
  }

  /** What the cookie holds. */
  begin(account: Account): string {
    const secret = randomBytes(32).toString("base64url");
    this.#accounts.set(secret, account.id);
    return secret;
  }

  find(secret: string): Account | null {
    const id = this.#accounts.get(secret);
    return id === undefined ? null : this.#state.account(id);
  }

  end(secret: string): void {
    this.#accounts.delete(secret);
  }
}

/** Cookies know no ports: each sandbox of one machine has a name of its own. */
export function cookieName(url: string): string {
  return `sandbox_session_${new URL(url).port}`;
}

/** Null where the header has none of this name. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const part of (header ?? "").split(";")) {
    const [key, value] = part.trim().split("=");
    if (key === name) return value ?? "";
  }
  return null;
}
