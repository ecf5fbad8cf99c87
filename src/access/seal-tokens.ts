/** A person's tokens as the database keeps them: each bound to its column and its session. */
import type { UserTokens } from "../core/access/user-github-port.ts";
import type { SealedTokens } from "../db/sessions.ts";
import type { SecretBox } from "./secret-box.ts";

export function sealTokens(box: SecretBox, secretHash: string, tokens: UserTokens): SealedTokens {
  const { accessToken, refreshToken } = tokens;
  return {
    ...tokens,
    accessToken: box.seal(accessToken, ["sessions.accessToken", secretHash]),
    refreshToken:
      refreshToken === null ? null : box.seal(refreshToken, ["sessions.refreshToken", secretHash]),
  };
}

/** Null where one of them does not open: the key is another one, or the row was changed. */
export function openTokens(box: SecretBox, secretHash: string, sealed: SealedTokens): UserTokens | null {
  const accessToken = box.open(sealed.accessToken, ["sessions.accessToken", secretHash]);
  if (accessToken === null) return null;
  if (sealed.refreshToken === null) return { ...sealed, accessToken };
  const refreshToken = box.open(sealed.refreshToken, ["sessions.refreshToken", secretHash]);
  return refreshToken === null ? null : { ...sealed, accessToken, refreshToken };
}
