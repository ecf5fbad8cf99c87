/** Keys of callers, under which something was asked for once: whoever asks again is given the same answer, for a day. */
import type { Tx } from "./store.ts";

const KEPT_MS = 24 * 3_600_000;
/** Old ones that one claim takes out, so that none waits long. */
const FORGOTTEN_AT_ONCE = 50;

export interface KeyClaim {
  readonly keyHash: string;
  readonly workspaceId: number;
  readonly requestHash: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export type Claimed =
  | { readonly kind: "new" }
  /** The first request is under way, or the server ended before it was answered. */
  | { readonly kind: "unanswered" }
  | { readonly kind: "answered"; readonly answer: Buffer }
  | { readonly kind: "of_another_request" };

export async function claimKey(tx: Tx, claim: KeyClaim): Promise<Claimed> {
  await forgetOld(tx, claim.at);
  const row = await tx.query
    .selectFrom("idempotency")
    .select(["requestHash", "answer"])
    .where("keyHash", "=", claim.keyHash)
    .executeTakeFirst();
  if (row === undefined) {
    await tx.query
      .insertInto("idempotency")
      .values({ ...claim, answer: null })
      .execute();
    return { kind: "new" };
  }
  if (row.requestHash !== claim.requestHash) return { kind: "of_another_request" };
  return row.answer === null ? { kind: "unanswered" } : { kind: "answered", answer: row.answer };
}

/** @param answer sealed; null: nothing was made, and the key is free again */
export async function settleKey(tx: Tx, keyHash: string, answer: Buffer | null): Promise<void> {
  if (answer === null) await tx.query.deleteFrom("idempotency").where("keyHash", "=", keyHash).execute();
  else await tx.query.updateTable("idempotency").set({ answer }).where("keyHash", "=", keyHash).execute();
}

async function forgetOld(tx: Tx, now: number): Promise<void> {
  await tx.query
    .deleteFrom("idempotency")
    .where("keyHash", "in", (eb) =>
      eb
        .selectFrom("idempotency")
        .select("keyHash")
        .where("at", "<=", now - KEPT_MS)
        .orderBy("at")
        .limit(FORGOTTEN_AT_ONCE),
    )
    .execute();
}
