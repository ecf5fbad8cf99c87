/**
 * Sessions of people who signed in; the GitHub tokens in them are renewed in session-tokens.ts.
 *
 * A session is over 7 days after it was last used, 30 days after it began, when its person signs out or revokes the App's
 * authorisation, and when GitHub no longer renews its tokens. It is then deleted; nothing brings it back.
 */
import type { Logger } from "pino";
import type { UserCaller } from "../core/access/caller.ts";
import type { ConfiguredHosts } from "../core/access/configured-hosts.ts";
import { isOver } from "../core/access/session-lifetime.ts";
import type { OAuthGitHub, UserToken } from "../core/access/user-github-port.ts";
import { recordActivity } from "../db/activity.ts";
import { endSession, findSession, listSessions, type SessionRecord, touchSession } from "../db/sessions.ts";
import type { Store } from "../db/store.ts";
import { openTokens } from "./seal-tokens.ts";
import type { SecretBox } from "./secret-box.ts";
import { secretHash } from "./session-secret.ts";
import { SessionTokens } from "./session-tokens.ts";

/** Use is written down no more often than this. */
const TOUCHED_EVERY_MS = 3_600_000;
const CHECKED_AT_ONCE = 500;

export interface SessionDependencies {
  readonly store: Store;
  readonly oauth: OAuthGitHub;
  readonly hosts: ConfiguredHosts;
  readonly box: SecretBox;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
}

export class Sessions {
  readonly #deps: SessionDependencies;
  readonly #tokens: SessionTokens;
  readonly #revoking = new Set<Promise<void>>();

  constructor(deps: SessionDependencies) {
    this.#deps = deps;
    this.#tokens = new SessionTokens(deps, (token) => this.revokeSoon(token));
  }

  /** Null: the session is over, was never one, or is of a host that is not configured any more. */
  async callerOf(secret: string): Promise<UserCaller | null> {
    const { store, hosts, now } = this.#deps;
    const hash = secretHash(secret);
    const session = hash === null ? null : await findSession(store.read, hash);
    if (session === null || isOver(session, now())) return null;
    const { id: sessionId, userId, hostId, hostname, accountId, login } = session;
    if (hosts.find(hostname) === null) return null;
    await this.#touch(session);
    return { kind: "user", userId, sessionId, hostId, hostname, accountId, login };
  }

  /**
   * Null: the session is over, or has just ended because GitHub renews its tokens no more.
   * @throws GitHubFailure where the token has to be renewed and GitHub does not answer
   */
  tokenOf(caller: Pick<UserCaller, "sessionId">): Promise<UserToken | null> {
    return this.#tokens.tokenOf(caller);
  }

  /** Without a word to GitHub, which knows of it already. */
  async end(sessionId: number): Promise<void> {
    await this.#deps.store.write((tx) => endSession(tx, sessionId));
  }

  /** @param address of the network */
  async signOut(secret: string, address: string): Promise<void> {
    const { store, box, now } = this.#deps;
    const hash = secretHash(secret);
    const session = hash === null ? null : await findSession(store.read, hash);
    if (session === null) return;
    const { userId: user, login: actor, hostname: host } = session;
    const hasEnded = await store.write(async (tx) => {
      if (!(await endSession(tx, session.id))) return false;
      const did = { at: now(), actor, user, address };
      await recordActivity(tx, { workspaceId: null, type: "session.ended", data: { host }, ...did });
      return true;
    });
    if (!hasEnded) return;
    const tokens = openTokens(box, session.secretHash, session.tokens);
    if (tokens !== null) this.revokeSoon({ hostname: session.hostname, accessToken: tokens.accessToken });
  }

  /** Of a session that is over: nobody waits for it, and what fails is logged. */
  revokeSoon(token: UserToken): void {
    const { oauth, log } = this.#deps;
    const revoking = Promise.resolve()
      .then(() => oauth.revoke(token))
      .catch((error: unknown) =>
        log.warn({ err: error, host: token.hostname }, "the token of an ended session could not be revoked"),
      )
      .finally(() => this.#revoking.delete(revoking));
    this.#revoking.add(revoking);
  }

  /** Ends the sessions whose tokens the present key does not open: another one is in use than when they were sealed. */
  async endUnreadable(): Promise<void> {
    const { store, box, log } = this.#deps;
    let ended = 0;
    for (let after = 0; ;) {
      const some = await listSessions(store.read, after, CHECKED_AT_ONCE);
      const unreadable = some.filter(
        ({ secretHash: hash, tokens }) => openTokens(box, hash, tokens) === null,
      );
      for (const { id } of unreadable) await this.end(id);
      ended += unreadable.length;
      const last = some.at(-1);
      if (last === undefined) break;
      after = last.id;
    }
    if (ended === 0) return;
    log.warn(
      { sessions: ended },
      "the encryption key is not the one that these sessions were sealed with: they are ended, their people sign in again, and nothing else is lost",
    );
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await this.#tokens.close();
    await Promise.allSettled(this.#revoking);
  }

  async #touch({ id, usedAt }: SessionRecord): Promise<void> {
    const now = this.#deps.now();
    if (now - usedAt < TOUCHED_EVERY_MS) return;
    await this.#deps.store.write((tx) => touchSession(tx, id, now));
  }
}
