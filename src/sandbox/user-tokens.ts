/**
 * Tokens by which an App acts for a user: `ghu_…` for eight hours, `ghr_…` to get the next pair within six months.
 * A refresh ends both tokens of the old pair. They outlive a restart, as hashes only.
 * docs: apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens
 */
import { createHash, randomBytes } from "node:crypto";
import type { UserTokenRecord } from "./records.ts";
import type { State } from "./state.ts";

export const USER_TOKEN_SECONDS = 28_800;
export const REFRESH_TOKEN_SECONDS = 15_897_600;

export interface IssuedUserToken {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export class UserTokens {
  readonly #state: State;
  readonly #now: () => number;

  constructor(state: State, now: () => number) {
    this.#state = state;
    this.#now = now;
  }

  issue(appId: number, accountId: number): IssuedUserToken {
    const accessToken = `ghu_${letters(36)}`;
    const refreshToken = `ghr_${letters(76)}`;
    const now = this.#now();
    this.#keep((it) => it.refreshExpiresAt > now, {
      appId,
      accountId,
      hash: hash(accessToken),
      expiresAt: now + USER_TOKEN_SECONDS * 1000,
      refreshHash: hash(refreshToken),
      refreshExpiresAt: now + REFRESH_TOKEN_SECONDS * 1000,
    });
    return { accessToken, refreshToken };
  }

  /** Null where it is unknown, revoked or expired. */
  find(accessToken: string): UserTokenRecord | null {
    const wanted = hash(accessToken);
    const found = this.#state.data.userTokens.find((it) => it.hash === wanted);
    return found !== undefined && found.expiresAt > this.#now() ? found : null;
  }

  /** Null where the token is not this App's, was used, revoked or expired. */
  refresh(appId: number, refreshToken: string): IssuedUserToken | null {
    const wanted = hash(refreshToken);
    const old = this.#state.data.userTokens.find((it) => it.refreshHash === wanted && it.appId === appId);
    if (old === undefined || old.refreshExpiresAt <= this.#now()) return null;
    this.#keep((it) => it !== old);
    return this.issue(appId, old.accountId);
  }

  /** Both of the pair. */
  revoke(token: UserTokenRecord): void {
    this.#keep((it) => it !== token);
  }

  revokeAll(appId: number, accountId: number): void {
    this.#keep((it) => it.appId !== appId || it.accountId !== accountId);
  }

  #keep(isKept: (token: UserTokenRecord) => boolean, ...added: readonly UserTokenRecord[]): void {
    const { data } = this.#state;
    data.userTokens = [...data.userTokens.filter(isKept), ...added];
    this.#state.save();
  }
}

function letters(length: number): string {
  return randomBytes(length).toString("base64").replaceAll(/[+/=]/g, "0").slice(0, length);
}

function hash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
