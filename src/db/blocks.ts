/** What waits for a limit to end, or for a host to answer: no lane or repository of it starts before. */
import { sql } from "kysely";
import type { PendingReason } from "../core/sync/model.ts";
import type { Tx } from "./store.ts";

export interface Block {
  readonly unit: "installation" | "host";
  readonly until: number;
  readonly reason: PendingReason;
}

/** Of the later of the two; for a query that has joined `installations` and `hosts`. Milliseconds since 1970. */
export const BLOCK_COLUMNS = [
  sql<number>`max("installations"."blockedUntil", "hosts"."blockedUntil")`.as("blockedUntil"),
  sql<PendingReason | null>`case when "hosts"."blockedUntil" > "installations"."blockedUntil"
    then "hosts"."blockedReason" else "installations"."blockedReason" end`.as("blockedReason"),
] as const;

/**
 * A block is never shortened by a run that knew of a shorter one.
 * @param of row ids of what the run worked for
 */
export async function raiseBlock(
  tx: Tx,
  of: { readonly hostId: number; readonly installation: number },
  { unit, until, reason }: Block,
): Promise<void> {
  const isHost = unit === "host";
  await tx.query
    .updateTable(isHost ? "hosts" : "installations")
    .set({ blockedUntil: until, blockedReason: reason })
    .where("id", "=", isHost ? of.hostId : of.installation)
    .where("blockedUntil", "<", until)
    .execute();
}
