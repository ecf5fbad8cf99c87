/** Columns of a link that are written together. */
import type { LinksTable } from "./schema.ts";

/** GitHub has refused nothing, or is to be asked once more. */
export const NOT_REFUSED = { refusedBlob: null, refusedHead: null, refusedCode: null } as const;

/** What a link knows at a place that was never looked at: nothing of another place counts. */
export const NOTHING_KNOWN = {
  agreedStore: null,
  agreedRemote: null,
  remote: null,
  remoteCanonical: null,
  isExecutable: 0,
  style: null,
  verifiedAt: null,
  committedAt: null,
  renamedTo: null,
  renamedBlob: null,
  offeredMerge: null,
  members: null,
  ...NOT_REFUSED,
} as const;

/** A change is on its way. @param at milliseconds since 1970 */
export function savingSince(
  at: number,
): Pick<LinksTable, "state" | "code" | "message" | "since" | "nextAttemptAt"> {
  return { state: "pending", code: "saving", message: null, since: at, nextAttemptAt: null };
}
