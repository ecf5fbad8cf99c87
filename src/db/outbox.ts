/** Webhooks that are to be sent: written with what they tell of, and kept until a receiver has them or they are too old. */
import { sql } from "kysely";
import type { OutgoingMessage } from "../core/alerts/webhook-port.ts";
import type { Reader, Tx } from "./store.ts";

export interface WaitingMessage extends OutgoingMessage {
  readonly id: number;
  readonly attempts: number;
}

export async function enqueue(tx: Tx, messages: readonly OutgoingMessage[], now: number): Promise<void> {
  for (const { event, guid, payload } of messages)
    await tx.query
      .insertInto("outbox")
      .values({ event, guid, payload, createdAt: now, nextAttemptAt: now })
      .execute();
}

/** In the order in which they were written. */
export function dueMessages(reader: Reader, now: number, limit: number): Promise<WaitingMessage[]> {
  return reader
    .selectFrom("outbox")
    .select(["id", "event", "guid", "payload", "attempts"])
    .where("nextAttemptAt", "<=", now)
    .orderBy("id")
    .limit(limit)
    .execute();
}

export async function nextMessageAt(reader: Reader): Promise<number | null> {
  const row = await reader
    .selectFrom("outbox")
    .select((eb) => eb.fn.min("nextAttemptAt").as("at"))
    .executeTakeFirst();
  return row?.at ?? null;
}

export async function forgetMessage(tx: Tx, id: number): Promise<void> {
  await tx.query.deleteFrom("outbox").where("id", "=", id).execute();
}

/** @param holdsOthers nothing is sent before either */
export async function postponeMessage(
  tx: Tx,
  { id, attempts }: Pick<WaitingMessage, "id" | "attempts">,
  { until, holdsOthers }: { readonly until: number; readonly holdsOthers: boolean },
): Promise<void> {
  await tx.query.updateTable("outbox").set({ attempts }).where("id", "=", id).execute();
  let query = tx.query
    .updateTable("outbox")
    .set({ nextAttemptAt: sql<number>`max("nextAttemptAt", ${until})` });
  if (!holdsOthers) query = query.where("id", "=", id);
  await query.execute();
}

/** @returns how many were given up */
export async function dropOldMessages(tx: Tx, before: number): Promise<number> {
  const dropped = await tx.query.deleteFrom("outbox").where("createdAt", "<", before).executeTakeFirst();
  return Number(dropped.numDeletedRows);
}

/** The last activity that is in the outbox; null: nothing is put there. */
export async function outboxCursor(reader: Reader): Promise<number | null> {
  const { activity } = await reader.selectFrom("outboxCursor").select("activity").executeTakeFirstOrThrow();
  return activity;
}

export async function moveOutboxCursor(tx: Tx, activity: number | null): Promise<void> {
  await tx.query.updateTable("outboxCursor").set({ activity }).execute();
}
