/** GitHub's OAuth as signing in knows it, in memory: codes and refresh tokens are taken once, verifiers are checked. */
import { createHash } from "node:crypto";
import {
  type OAuthGitHub,
  OAuthRefused,
  type UserTokens,
  type Viewer,
} from "../../src/core/access/user-github-port.ts";
import { GitHubFailure } from "../../src/core/retry/failure.ts";

export interface AnOAuthGitHub extends OAuthGitHub {
  /** What GitHub sends the browser back with, when the person agrees. */
  approve(authorizeUrl: string, viewer: Viewer): { readonly code: string; readonly state: string };
  /** Tokens revoked, in order. */
  readonly revoked: readonly string[];
  /** How often tokens were renewed, or tried to be. */
  refreshes: number;
  /** Present tokens; whose is not in it is refused. */
  readonly people: Map<string, Viewer>;
  /** Thrown by whatever is asked next, as long as it is set. */
  failure: Error | null;
  /** Awaited before an answer is given. */
  pause: Promise<unknown>;
  /** Whether the App's user tokens expire; they do unless the App opted out. */
  expires: boolean;
}

const ACCESS_MS = 8 * 3_600_000;
const REFRESH_MS = 180 * 24 * 3_600_000;

interface Grant {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly hostname: string;
  readonly viewer: Viewer;
}

export function anOAuthGitHub(now: () => number): AnOAuthGitHub {
  const codes = new Map<string, Grant>();
  const renewable = new Map<string, Viewer>();
  const revoked: string[] = [];
  const people = new Map<string, Viewer>();
  let count = 0;

  const issue = (viewer: Viewer): UserTokens => {
    count += 1;
    const accessToken = `ghu_planted${count}`;
    people.set(accessToken, viewer);
    if (!github.expires) {
      return { accessToken, accessTokenExpiresAt: null, refreshToken: null, refreshTokenExpiresAt: null };
    }
    renewable.set(`ghr_planted${count}`, viewer);
    return {
      accessToken,
      accessTokenExpiresAt: now() + ACCESS_MS,
      refreshToken: `ghr_planted${count}`,
      refreshTokenExpiresAt: now() + REFRESH_MS,
    };
  };
  const answer = async (): Promise<void> => {
    await github.pause;
    if (github.failure !== null) throw github.failure;
  };
  const github: AnOAuthGitHub = {
    revoked,
    people,
    refreshes: 0,
    failure: null,
    pause: Promise.resolve(),
    expires: true,
    authorizeUrl(hostname, { state, codeChallenge, redirectUri }) {
      const query = new URLSearchParams({ state, challenge: codeChallenge, redirect_uri: redirectUri });
      return `https://${hostname}/login/oauth/authorize?${query.toString()}`;
    },
    approve(authorizeUrl, viewer) {
      const { hostname, searchParams } = new URL(authorizeUrl);
      const field = (name: string): string => searchParams.get(name) ?? "";
      const code = `code-${codes.size}`;
      codes.set(code, {
        viewer,
        hostname,
        challenge: field("challenge"),
        redirectUri: field("redirect_uri"),
      });
      return { code, state: field("state") };
    },
    async exchange(hostname, { code, codeVerifier, redirectUri }) {
      await answer();
      const grant = codes.get(code);
      codes.delete(code);
      const challenge = createHash("sha256").update(codeVerifier).digest("base64url");
      const isRight =
        grant?.hostname === hostname && grant.challenge === challenge && grant.redirectUri === redirectUri;
      if (grant === undefined || !isRight) throw new OAuthRefused("bad_verification_code");
      return issue(grant.viewer);
    },
    async refresh(_hostname, refreshToken) {
      github.refreshes += 1;
      await answer();
      const viewer = renewable.get(refreshToken);
      renewable.delete(refreshToken);
      if (viewer === undefined) throw new OAuthRefused("bad_refresh_token");
      return issue(viewer);
    },
    async revoke({ accessToken }) {
      await answer();
      revoked.push(accessToken);
      people.delete(accessToken);
    },
    async viewer({ accessToken }) {
      await answer();
      const viewer = people.get(accessToken);
      if (viewer === undefined) throw new GitHubFailure({ kind: "unauthorized" });
      return viewer;
    },
  };
  return github;
}

export function anAccount(fields: Partial<Viewer> = {}): Viewer {
  return { id: 583231, login: "octocat", name: "The Octocat", avatarUrl: null, ...fields };
}
