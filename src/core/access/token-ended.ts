/** A token that was right once: whoever holds its secret may know why it is no longer taken. */

export type TokenEnd = "expired" | "revoked" | "uninstalled";

export class TokenEnded extends Error {
  override readonly name = "TokenEnded";
  readonly end: TokenEnd;

  constructor(end: TokenEnd) {
    super(`The token has ended: ${end}.`);
    this.end = end;
  }
}
