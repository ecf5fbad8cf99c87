/**
 * Times that lie ahead, after the machine's clock was set back: what was to wait a minute would wait for as long as the clock was
 * wrong, perhaps years. No wait is ever meant to be longer than `LONGEST_WAIT_MS`.
 */
import { sql } from "kysely";
import type { Tx } from "./store.ts";

/** Longer than any back-off, pace, lease or rate limit that is kept to. */
const LONGEST_WAIT_MS = 3 * 3_600_000;

/** Columns that hold such times, by table; a test holds the list against the tables. */
export const AHEAD: Readonly<Record<string, readonly string[]>> = {
  lanes: ["runAt", "commitAt", "committedAt", "suspectUntil", "leaseUntil"],
  repositories: ["runAt", "leaseUntil"],
  installations: ["runAt", "leaseUntil", "blockedUntil"],
  hosts: ["blockedUntil"],
  links: ["nextAttemptAt", "committedAt"],
  proposals: ["suspectUntil"],
  alertIssues: ["nextAttemptAt"],
  alertChecks: ["nextAttemptAt"],
  outbox: ["nextAttemptAt"],
};

/**
 * @param setBackMs by how much the clock was set back just now; 0: nobody knows whether it was
 */
export async function mendWaits(
  tx: Tx,
  { now, setBackMs }: { readonly now: number; readonly setBackMs: number },
): Promise<void> {
  for (const [table, columns] of Object.entries(AHEAD)) {
    for (const name of columns) {
      const column = sql.ref(name);
      const from = setBackMs === 0 ? now + LONGEST_WAIT_MS : now;
      await sql`update ${sql.table(table)}
        set ${column} = case when ${column} - ${setBackMs} > ${now + LONGEST_WAIT_MS} then ${now}
          else ${column} - ${setBackMs} end
        where ${column} > ${from}`.execute(tx.query);
    }
  }
  tx.signal("units");
}
