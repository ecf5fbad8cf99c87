/**
 * Signing in with GitHub's OAuth: the authorization code flow with PKCE (RFC 7636, RFC 9700).
 *
 *     begin    state and verifier are made; the row knows the state's hash, the browser's, the host and the way back
 *     GitHub   asks the person, and sends the browser to the host's own callback with state and code
 *     finish   the row is taken out, so it serves once; browser, host and time must be the row's; then the code is exchanged,
 *              the person asked for, the browser's former session ended and a new one made
 *
 * A browser keeps one secret for all its sign-ins under way, so that two tabs may sign in side by side.
 */
import { createHash } from "node:crypto";
import { hashSecret } from "../core/access/secret-hash.ts";
import { LONGEST_MS } from "../core/access/session-lifetime.ts";
import type { SignIn, SignInAnswer, SignInOutcome, SignInRefusal } from "../core/access/sign-in-port.ts";
import {
  OAuthRefused,
  type UserToken,
  type UserTokens,
  type Viewer,
} from "../core/access/user-github-port.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import { recordActivity } from "../db/activity.ts";
import { type Login, makeLogin, takeLogin } from "../db/logins.ts";
import { endSession, findSession, makeSession } from "../db/sessions.ts";
import { keepUser } from "../db/users.ts";
import { openTokens, sealTokens } from "./seal-tokens.ts";
import { makeSecret, secretHash } from "./session-secret.ts";
import type { SessionDependencies, Sessions } from "./sessions.ts";

const SIGN_IN_MS = 10 * 60_000;

export function makeSignIn(deps: SessionDependencies, sessions: Sessions): SignIn {
  const { store, oauth, now } = deps;
  return {
    async begin({ host: { hostname }, redirectUri, returnTo, browser: former }) {
      const state = makeSecret();
      const codeVerifier = makeSecret();
      const browser = former !== null && secretHash(former) !== null ? former : makeSecret();
      const expiresAt = now() + SIGN_IN_MS;
      const hashes = { stateHash: hashSecret(state), browserHash: hashSecret(browser) };
      const login = { ...hashes, hostname, codeVerifier, returnTo, expiresAt };
      await store.write((tx) => makeLogin(tx, login, now()));
      const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");
      return { authorizeUrl: oauth.authorizeUrl(hostname, { state, codeChallenge, redirectUri }), browser };
    },
    async finish(answer) {
      const hash = secretHash(answer.state);
      const login = hash === null ? null : await store.write((tx) => takeLogin(tx, hash));
      const reason = login === null ? "unknown" : refusalOf(login, answer, now());
      if (login === null || reason !== null) return refuse(deps, answer, reason ?? "unknown");
      const { result } = answer;
      const { returnTo } = login;
      if ("error" in result) return { kind: "declined", error: result.error, returnTo };
      try {
        return await exchange({ deps, sessions, answer, login }, result.code);
      } catch (error) {
        if (error instanceof OAuthRefused) return refuse(deps, answer, "code");
        if (error instanceof GitHubFailure) return { kind: "unanswered", failure: error, returnTo };
        throw error;
      }
    },
    signOut: (session, address) => sessions.signOut(session, address),
  };
}

async function refuse(
  { store, now }: SessionDependencies,
  { host, address }: SignInAnswer,
  reason: SignInRefusal,
): Promise<SignInOutcome> {
  const data = { host: host.hostname, reason };
  const refused = { workspaceId: null, at: now(), type: "session.refused", address, data } as const;
  await store.write((tx) => recordActivity(tx, refused));
  return { kind: "refused", reason };
}

function refusalOf(login: Login, { host, browser }: SignInAnswer, now: number): SignInRefusal | null {
  if (login.expiresAt <= now) return "late";
  if (browser === null || hashSecret(browser) !== login.browserHash) return "other_browser";
  return host.hostname === login.hostname ? null : "other_host";
}

interface Finishing {
  readonly deps: SessionDependencies;
  readonly sessions: Sessions;
  readonly answer: SignInAnswer;
  readonly login: Login;
}

async function exchange(finishing: Finishing, code: string): Promise<SignInOutcome> {
  const { deps, sessions, answer, login } = finishing;
  const { redirectUri } = answer;
  const { hostname, codeVerifier, returnTo } = login;
  const tokens = await deps.oauth.exchange(hostname, { code, codeVerifier, redirectUri });
  const token = { hostname, accessToken: tokens.accessToken };
  try {
    const viewer = await deps.oauth.viewer(token);
    return { kind: "signed_in", session: await keep(finishing, viewer, tokens), returnTo };
  } catch (error) {
    // Nobody has it any more.
    sessions.revokeSoon(token);
    throw error;
  }
}

/** @returns the new session's secret */
async function keep(finishing: Finishing, viewer: Viewer, tokens: UserTokens): Promise<string> {
  const { deps, sessions, answer } = finishing;
  const { store, box } = deps;
  const secret = makeSecret();
  const hash = hashSecret(secret);
  const now = deps.now();
  const { id: accountId, login, name, avatarUrl } = viewer;
  const former = await formerSession(finishing);
  await store.write(async (tx) => {
    const user = await keepUser(tx, {
      hostId: answer.host.id,
      accountId,
      login,
      name,
      avatarUrl,
      seenAt: now,
    });
    if (former !== null) await endSession(tx, former.id);
    await makeSession(tx, {
      user,
      secretHash: hash,
      ...sealTokens(box, hash, tokens),
      address: answer.address,
      createdAt: now,
      usedAt: now,
      expiresAt: now + LONGEST_MS,
    });
    const did = { at: now, actor: login, user, address: answer.address };
    const data = { host: answer.host.hostname };
    await recordActivity(tx, { workspaceId: null, type: "session.begun", data, ...did });
  });
  if (former?.token) sessions.revokeSoon(former.token);
  return secret;
}

async function formerSession({
  deps: { store, box },
  answer,
}: Finishing): Promise<{ readonly id: number; readonly token: UserToken | null } | null> {
  const hash = answer.formerSession === null ? null : secretHash(answer.formerSession);
  const session = hash === null ? null : await findSession(store.read, hash);
  if (session === null) return null;
  const { id, hostname } = session;
  const tokens = openTokens(box, session.secretHash, session.tokens);
  return { id, token: tokens === null ? null : { hostname, accessToken: tokens.accessToken } };
}
