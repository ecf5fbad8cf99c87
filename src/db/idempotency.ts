/** Keys of callers, under which something was asked for once: whoever asks again is given the same answer, for a day. */
import type { Tx } from "./store.ts";

const KEPT_MS = 24 * 3_600_000;
/** Old ones that one claim takes out, so that none waits long. */
const FORGOTTEN_AT_ONCE = 50;
/** Of one workspace: an answer may be as large as what many links say of themselves. */
export const MOST_KEPT = 5000;

export interface KeyClaim {
  readonly keyHash: string;
  readonly workspaceId: number;
  readonly requestHash: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export type Claimed =
  | { readonly kind: "new" }
  /** The first request is under way. */
  | { readonly kind: "unanswered" }
  | { readonly kind: "answered"; readonly answer: Buffer }
  | { readonly kind: "of_another_request" }
  /** The workspace keeps as many as it may; the oldest is forgotten after `roomAfterMs`. */
  | { readonly kind: "too_many"; readonly roomAfterMs: number };

export async function claimKey(tx: Tx, claim: KeyClaim): Promise<Claimed> {
  await forgetOld(tx, claim.at);
  const row = await tx.query
    .selectFrom("idempotency")
    .select(["requestHash", "answer"])
    .where("keyHash", "=", claim.keyHash)
    .executeTakeFirst();
  if (row === undefined) {
    const roomAfterMs = await untilRoom(tx, claim);
    if (roomAfterMs > 0) return { kind: "too_many", roomAfterMs };
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

/** At start, with the data folder locked: whoever was to answer is gone. */
export async function freeUnansweredKeys(tx: Tx): Promise<void> {
  await tx.query.deleteFrom("idempotency").where("answer", "is", null).execute();
}

/** 0: there is room for one more. */
async function untilRoom(tx: Tx, { workspaceId, at }: KeyClaim): Promise<number> {
  const { kept, oldest } = await tx.query
    .selectFrom("idempotency")
    .select(({ fn }) => [fn.countAll<number>().as("kept"), fn.min("at").as("oldest")])
    .where("workspaceId", "=", workspaceId)
    .where("at", ">", at - KEPT_MS)
    .executeTakeFirstOrThrow();
  return kept < MOST_KEPT ? 0 : oldest + KEPT_MS - at;
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
