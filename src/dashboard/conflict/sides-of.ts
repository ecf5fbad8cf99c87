import type { Conflict } from "../api/contract.ts";

/** Names what a merged text is written for: both sides, and the merge that was proposed. */
export function sidesOf({ store, remote, merge }: Pick<Conflict, "store" | "remote" | "merge">): string {
  return [store, remote, merge?.blob ?? null].map((blob) => blob ?? "none").join(":");
}
