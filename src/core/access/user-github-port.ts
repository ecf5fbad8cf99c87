/** GitHub as a person who signed in sees it: every request carries that person's own token. */

export interface UserToken {
  readonly hostname: string;
  readonly accessToken: string;
}

export type RepositoryPermission = "read" | "write" | "admin";

/** Rejects with a GitHubFailure (core/retry/failure.ts); `unauthorized` where the token is no longer taken. */
export interface UserGitHub {
  /** Ids of the App's installations that the person may see. */
  installations(token: UserToken): Promise<readonly number[]>;
  /** What the person may do with the repositories that both see. */
  repositories(token: UserToken, installationId: number): Promise<ReadonlyMap<number, RepositoryPermission>>;
  /** Whether the person owns the organisation; by id, so that a login taken over by another counts for nothing. */
  administers(
    token: UserToken,
    organisation: { readonly id: number; readonly login: string },
  ): Promise<boolean>;
}

export interface UserTokens {
  readonly accessToken: string;
  /** Milliseconds since 1970; null: it does not expire. */
  readonly accessTokenExpiresAt: number | null;
  /** Null where the App's tokens do not expire. */
  readonly refreshToken: string | null;
  readonly refreshTokenExpiresAt: number | null;
}

export interface Viewer {
  /** GitHub's id of the account. */
  readonly id: number;
  readonly login: string;
  readonly name: string | null;
  readonly avatarUrl: string | null;
}

/**
 * Signing in with the App's OAuth.
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app
 */
export interface OAuthGitHub {
  /** Where the browser is sent. */
  authorizeUrl(hostname: string, request: AuthorizeRequest): string;
  /** @throws OAuthRefused where the code or the verifier is not taken, GitHubFailure where there is no answer */
  exchange(hostname: string, answer: AuthorizeAnswer): Promise<UserTokens>;
  /** @throws OAuthRefused where the refresh token is no longer taken */
  refresh(hostname: string, refreshToken: string): Promise<UserTokens>;
  /** The one token; nothing where it is gone already. */
  revoke(token: UserToken): Promise<void>;
  viewer(token: UserToken): Promise<Viewer>;
}

interface AuthorizeRequest {
  readonly state: string;
  /** SHA-256 of the verifier, base64url (RFC 7636, S256). */
  readonly codeChallenge: string;
  readonly redirectUri: string;
}

interface AuthorizeAnswer {
  readonly code: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
}

/** GitHub said no; `reason` is its own code, such as `bad_verification_code`. */
export class OAuthRefused extends Error {
  override readonly name = "OAuthRefused";
  readonly reason: string;

  constructor(reason: string) {
    super(`GitHub refused the sign-in: ${reason}`);
    this.reason = reason;
  }
}
