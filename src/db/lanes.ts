/** Lanes: one (repository, branch) each, made when the first link needs it. */
import type { Tx } from "./store.ts";
import { NOT_WAITING } from "./units.ts";

export interface LaneKey {
  readonly workspaceId: number;
  readonly repository: number;
  readonly branch: string;
}

/** The lane's id; made where it does not exist. */
export async function ensureLane(tx: Tx, key: LaneKey): Promise<number> {
  await tx.query
    .insertInto("lanes")
    .values({
      ...key,
      ...NOT_WAITING,
      head: null,
      refId: null,
      lookHead: null,
      suspectHead: null,
      suspectUntil: null,
      committedAt: null,
      verifiedAt: null,
      refusedCommitsAt: null,
    })
    .onConflict((conflict) => conflict.columns(["repository", "branch"]).doNothing())
    .execute();
  const row = await tx.query
    .selectFrom("lanes")
    .select("id")
    .where("repository", "=", key.repository)
    .where("branch", "=", key.branch)
    .executeTakeFirstOrThrow();
  return row.id;
}
