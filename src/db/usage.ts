/** What a workspace takes up, kept as it grows, in the transaction in which it grows. */
import { minuteOf, type Usage } from "../core/access/quotas.ts";
import type { Reader, Tx } from "./store.ts";

/** Of a text that the workspace did not have yet. */
export async function noteStoredBytes(tx: Tx, workspaceId: number, bytes: number): Promise<void> {
  await tx.query
    .insertInto("usage")
    .values({ workspaceId, storedBytes: bytes })
    .onConflict((conflict) =>
      conflict.column("workspaceId").doUpdateSet((eb) => ({
        storedBytes: eb("usage.storedBytes", "+", bytes),
      })),
    )
    .execute();
}

/** Counts one save in the minute of the clock that `at` lies in. */
export async function noteSave(tx: Tx, workspaceId: number, at: number): Promise<void> {
  const minute = minuteOf(at);
  await tx.query
    .insertInto("usage")
    .values({ workspaceId, storedBytes: 0, minute, savesInMinute: 1 })
    .onConflict((conflict) =>
      conflict.column("workspaceId").doUpdateSet((eb) => ({
        minute,
        savesInMinute: eb
          .case()
          .when("usage.minute", "=", minute)
          .then(eb("usage.savesInMinute", "+", 1))
          .else(1)
          .end(),
      })),
    )
    .execute();
}

/** Without the documents, which are counted only where one was made. */
export async function readGrowth(
  reader: Reader,
  workspaceId: number,
  now: number,
): Promise<Omit<Usage, "documents">> {
  const row = await reader
    .selectFrom("usage")
    .select(["storedBytes", "minute", "savesInMinute"])
    .where("workspaceId", "=", workspaceId)
    .executeTakeFirst();
  return {
    storedBytes: row?.storedBytes ?? 0,
    savesPerMinute: row?.minute === minuteOf(now) ? row.savesInMinute : 0,
  };
}

/** Versions and collections that are not deleted. */
export async function countDocuments(reader: Reader, workspaceId: number): Promise<number> {
  const collections = await reader
    .selectFrom("collections")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("workspaceId", "=", workspaceId)
    .where("deletedAt", "is", null)
    .executeTakeFirstOrThrow();
  const versions = await reader
    .selectFrom("versions")
    .innerJoin("apis", "apis.id", "versions.api")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("apis.workspaceId", "=", workspaceId)
    .where("apis.deletedAt", "is", null)
    .where("versions.deletedAt", "is", null)
    .executeTakeFirstOrThrow();
  return collections.count + versions.count;
}

export async function readUsage(reader: Reader, workspaceId: number, now: number): Promise<Usage> {
  const growth = await readGrowth(reader, workspaceId, now);
  return { ...growth, documents: await countDocuments(reader, workspaceId) };
}
