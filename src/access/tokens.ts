/** Who comes with a workspace's token. What cannot be one of ours is refused without a look into the database. */
import { crc32 } from "node:zlib";
import type { TokenCaller } from "../core/access/caller.ts";
import { hashSecret } from "../core/access/secret-hash.ts";
import { type TokenEnd, TokenEnded } from "../core/access/token-ended.ts";
import { isTokenText } from "../core/access/token-format.ts";
import type { Store } from "../db/store.ts";
import { findTokenByHash, type PresentedToken, touchToken } from "../db/tokens.ts";

/** A token's last use is kept to the minute: a program in a loop writes no more than that. */
const USE_NOTED_MS = 60_000;

export interface TokenParts {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Null: no token of ours. @throws TokenEnded */
export async function callerOfToken({ store, now }: TokenParts, secret: string): Promise<TokenCaller | null> {
  if (!isTokenText(secret, crc32)) return null;
  const token = await findTokenByHash(store.read, hashSecret(secret));
  if (token === null) return null;
  const at = now();
  const end = endOf(token, at);
  if (end !== null) throw new TokenEnded(end);
  if (token.usedAt === null || token.usedAt <= at - USE_NOTED_MS) {
    await store.write((tx) => touchToken(tx, token.id, at));
  }
  const { id: tokenId, name, workspaceId, scopes, document } = token;
  return { kind: "token", tokenId, name, workspaceId, scopes, document };
}

function endOf({ revokedAt, expiresAt, installationState }: PresentedToken, at: number): TokenEnd | null {
  if (revokedAt !== null) return "revoked";
  if (expiresAt !== null && expiresAt <= at) return "expired";
  return installationState === null || installationState === "uninstalled" ? "uninstalled" : null;
}
