/**
 * The GitHub tokens in sessions, renewed before they expire. GitHub takes a refresh token once: a session's tokens are renewed by
 * one at a time, who first looks whether another did. A crash between renewing and storing costs a sign-in.
 */
import type { UserCaller } from "../core/access/caller.ts";
import { isOver } from "../core/access/session-lifetime.ts";
import { OAuthRefused, type UserToken, type UserTokens } from "../core/access/user-github-port.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import { endSession, loadSession, renewTokens, type SessionRecord } from "../db/sessions.ts";
import { openTokens, sealTokens } from "./seal-tokens.ts";
import type { SessionDependencies } from "./sessions.ts";

/** A token is renewed when it has no more than this left: what is begun with it can end. */
const RENEWED_BEFORE_MS = 5 * 60_000;

export class SessionTokens {
  readonly #deps: SessionDependencies;
  readonly #revokeSoon: (token: UserToken) => void;
  /** By session, row id. */
  readonly #renewing = new Map<number, Promise<UserToken | null>>();

  /** @param revokeSoon for tokens that came when their session was over */
  constructor(deps: SessionDependencies, revokeSoon: (token: UserToken) => void) {
    this.#deps = deps;
    this.#revokeSoon = revokeSoon;
  }

  /**
   * Null: the session is over, or has just ended because GitHub renews its tokens no more.
   * @throws GitHubFailure where the token has to be renewed and GitHub does not answer
   */
  async tokenOf({ sessionId }: Pick<UserCaller, "sessionId">): Promise<UserToken | null> {
    const opened = await this.#open(sessionId);
    if (opened === null || !isDue(opened.tokens, this.#deps.now())) return tokenIn(opened);
    const renewing = this.#renewing.get(sessionId);
    if (renewing !== undefined) return renewing;
    const begun = this.#renew(sessionId).finally(() => this.#renewing.delete(sessionId));
    this.#renewing.set(sessionId, begun);
    return begun;
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#renewing.values());
  }

  /** Null where the session is over; one that does not open is ended. */
  async #open(sessionId: number): Promise<OpenSession | null> {
    const { store, box, now, log } = this.#deps;
    const session = await loadSession(store.read, sessionId);
    if (session === null || isOver(session, now())) return null;
    const tokens = openTokens(box, session.secretHash, session.tokens);
    if (tokens !== null) return { session, tokens };
    log.warn({ user: session.userId }, "a session is ended: its tokens do not open with the present key");
    await this.#end(sessionId);
    return null;
  }

  /** @param sessionId read again here: somebody may have renewed its tokens since */
  async #renew(sessionId: number): Promise<UserToken | null> {
    const { oauth, now, log } = this.#deps;
    const opened = await this.#open(sessionId);
    if (opened === null || !isDue(opened.tokens, now())) return tokenIn(opened);
    const { session, tokens } = opened;
    if (tokens.refreshToken === null || isPast(tokens.refreshTokenExpiresAt, now())) {
      return isPast(tokens.accessTokenExpiresAt, now()) ? this.#giveUp(session) : tokenIn(opened);
    }
    try {
      return await this.#store(session, await oauth.refresh(session.hostname, tokens.refreshToken));
    } catch (error) {
      if (error instanceof OAuthRefused) {
        log.info({ user: session.userId, reason: error.reason }, "GitHub renews a session's tokens no more");
        return this.#giveUp(session);
      }
      const isUsable = error instanceof GitHubFailure && !isPast(tokens.accessTokenExpiresAt, now());
      if (isUsable) return tokenIn(opened);
      throw error;
    }
  }

  async #giveUp({ id }: SessionRecord): Promise<null> {
    await this.#end(id);
    return null;
  }

  async #store(session: SessionRecord, renewed: UserTokens): Promise<UserToken | null> {
    const { store, box } = this.#deps;
    const token = { hostname: session.hostname, accessToken: renewed.accessToken };
    const sealed = sealTokens(box, session.secretHash, renewed);
    if (await store.write((tx) => renewTokens(tx, session, sealed))) return token;
    // The person signed out meanwhile.
    this.#revokeSoon(token);
    return null;
  }

  async #end(sessionId: number): Promise<void> {
    await this.#deps.store.write((tx) => endSession(tx, sessionId));
  }
}

interface OpenSession {
  readonly session: SessionRecord;
  readonly tokens: UserTokens;
}

function tokenIn(opened: OpenSession | null): UserToken | null {
  if (opened === null) return null;
  return { hostname: opened.session.hostname, accessToken: opened.tokens.accessToken };
}

function isDue({ accessTokenExpiresAt }: UserTokens, now: number): boolean {
  return isPast(accessTokenExpiresAt, now + RENEWED_BEFORE_MS);
}

function isPast(at: number | null, now: number): boolean {
  return at !== null && at <= now;
}
