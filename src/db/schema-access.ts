/**
 * The tables of access: who signs in, with what tokens programs come, and who did what. Secrets are kept hashed, GitHub's tokens
 * encrypted.
 */
import type { Generated } from "kysely";

/** People who signed in. */
export interface UsersTable {
  id: Generated<number>;
  hostId: number;
  /** GitHub's id of the account, unique within the host. */
  accountId: number;
  login: string;
  name: string | null;
  avatarUrl: string | null;
  createdAt: number;
  seenAt: number;
}

export interface SessionsTable {
  id: Generated<number>;
  user: number;
  /** SHA-256 of the cookie's secret, hexadecimal. */
  secretHash: string;
  /** Encrypted with the key beside the database. */
  accessToken: string;
  accessTokenExpiresAt: number | null;
  refreshToken: string | null;
  refreshTokenExpiresAt: number | null;
  /** Where it was begun from. */
  address: string | null;
  createdAt: number;
  usedAt: number;
  /** It ends then however much it is used. */
  expiresAt: number;
}

/** Sign-ins under way: each is taken out by the first answer that names it. */
export interface LoginsTable {
  id: Generated<number>;
  stateHash: string;
  /** SHA-256 of the secret in the cookie of the browser that began it. */
  browserHash: string;
  hostname: string;
  /** PKCE (RFC 7636); of no use without the code that GitHub gives to the browser. */
  codeVerifier: string;
  /** A path of this server. */
  returnTo: string;
  expiresAt: number;
}

export interface TokensTable {
  id: Generated<number>;
  workspaceId: number;
  name: string;
  secretHash: string;
  /** The last characters, by which people tell tokens apart. */
  hint: string;
  /** JSON array of scopes. */
  scopes: string;
  /** The one collection that `collections:save` is narrowed to. */
  document: number | null;
  createdBy: number | null;
  createdAt: number;
  expiresAt: number | null;
  usedAt: number | null;
  /** It is kept after that: activity names it. */
  revokedAt: number | null;
}

/** What a workspace takes up, kept as it grows. */
export interface UsageTable {
  workspaceId: number;
  /** Of blobs, before compression. */
  storedBytes: number;
  /** Since 1970, of the last save. */
  minute: Generated<number>;
  /** Saves in that minute. */
  savesInMinute: Generated<number>;
}

export interface ActivityTable {
  id: Generated<number>;
  /** Null: of the server, such as a sign-in. */
  workspaceId: number | null;
  at: number;
  type: string;
  document: number | null;
  link: number | null;
  /** Row id of the link's repository: who cannot read it is not told. */
  repository: Generated<number | null>;
  actor: string | null;
  /** Row ids of the user, token or hook that it was done with; none: the server itself, or the admin token. */
  user: Generated<number | null>;
  token: Generated<number | null>;
  hook: Generated<number | null>;
  /** The address that the request came from; null: no request. */
  address: Generated<string | null>;
  /** JSON object, its shape given by `type`. */
  data: Generated<string>;
  /** How many changes of links were counted by then (0009-events.ts). */
  linkChange: Generated<number>;
}
