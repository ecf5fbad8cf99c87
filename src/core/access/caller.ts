/** Who makes a request: the holder of the admin token, of a workspace's token, or a person who signed in with GitHub. */

export const SCOPES = ["read", "write", "collections:save"] as const;

/** `write` holds `read`; `collections:save` holds nothing else. */
export type Scope = (typeof SCOPES)[number];

export type Caller = AdminCaller | TokenCaller | UserCaller;

/** LOCKSTEP_ADMIN_TOKEN: everything, in all workspaces. */
interface AdminCaller {
  readonly kind: "admin";
}

export interface TokenCaller {
  readonly kind: "token";
  /** Row id. */
  readonly tokenId: number;
  readonly name: string;
  readonly workspaceId: number;
  readonly scopes: readonly Scope[];
  /** Row id of the one document that `collections:save` is narrowed to; null: any collection. */
  readonly document: number | null;
}

export interface UserCaller {
  readonly kind: "user";
  /** Row ids. */
  readonly userId: number;
  readonly sessionId: number;
  readonly hostId: number;
  readonly hostname: string;
  /** GitHub's id of the account, and its login when it signed in. */
  readonly accountId: number;
  readonly login: string;
}
