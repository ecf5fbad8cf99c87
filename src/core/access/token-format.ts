/**
 * The form of a workspace's tokens: `lockstep_`, 192 random bits, and a checksum of both, all in letters and digits, so that
 * scanners find a token wherever it was pasted, and one that was mistyped or is another's is refused unseen. After GitHub's:
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */

/** CRC-32 of ASCII text, as node:zlib has it: the caller's, since core/ takes hashing only. */
export type Checksum = (text: string) => number;

export const TOKEN_RANDOM_BYTES = 24;

const PREFIX = "lockstep_";
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 62^33 is more than 2^192, 62^6 more than 2^32. */
const RANDOM_LENGTH = 33;
const CHECKSUM_LENGTH = 6;
const FORM = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`);
const HINT_LENGTH = 4;

/** @param random `TOKEN_RANDOM_BYTES` of them */
export function tokenText(random: Buffer, checksum: Checksum): string {
  if (random.length !== TOKEN_RANDOM_BYTES) throw new Error("A token takes 24 random bytes.");
  const body = PREFIX + inDigits(BigInt(`0x${random.toString("hex")}`), RANDOM_LENGTH);
  return body + checksumOf(body, checksum);
}

/** Whether it could be one of ours; whether it is one, only the database knows. */
export function isTokenText(text: string, checksum: Checksum): boolean {
  if (!FORM.test(text)) return false;
  const body = text.slice(0, -CHECKSUM_LENGTH);
  return text.slice(-CHECKSUM_LENGTH) === checksumOf(body, checksum);
}

/** The end of a token, by which people tell theirs apart; it follows from the rest, so it tells nothing of use. */
export function hintOf(token: string): string {
  return token.slice(-HINT_LENGTH);
}

function checksumOf(body: string, checksum: Checksum): string {
  return inDigits(BigInt(checksum(body)), CHECKSUM_LENGTH);
}

function inDigits(number: bigint, length: number): string {
  let rest = number;
  let text = "";
  while (text.length < length) {
    text = DIGITS.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text;
}
