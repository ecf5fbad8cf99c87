/**
 * The heads of the target that a rolling branch contains. A target that was forced back leaves the texts of its former head on
 * the branch: they are neither the present target's nor a reviewer's.
 */
import type { CommitId } from "../core/git/object-id.ts";
import type { Reader, Tx } from "./store.ts";

/** More are not asked for in one look. */
const BASES_SEEN = 20;

export async function loadBases(reader: Reader, proposal: number): Promise<readonly CommitId[]> {
  const rows = await reader
    .selectFrom("proposalBases")
    .select("head")
    .where("proposal", "=", proposal)
    .orderBy("id", "desc")
    .limit(BASES_SEEN)
    .execute();
  return rows.map(({ head }) => head);
}

/** The branch contains this head of the target now. */
export async function addBase(tx: Tx, proposal: number, head: CommitId): Promise<void> {
  await tx.query
    .insertInto("proposalBases")
    .values({ proposal, head })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Where a branch contains a head of the target, what that is built on has no text on the branch any more. */
export async function forgetContainedBases(
  tx: Tx,
  lane: number,
  { head, ancestors }: { readonly head: CommitId | null; readonly ancestors: readonly CommitId[] },
): Promise<void> {
  const earlier = ancestors.filter((commit) => commit !== head);
  if (head === null || earlier.length === 0) return;
  await tx.query
    .deleteFrom("proposalBases")
    .where("head", "in", earlier)
    .where("proposal", "in", (eb) =>
      eb
        .selectFrom("proposals")
        .innerJoin("proposalBases as present", "present.proposal", "proposals.id")
        .select("proposals.id")
        .where("proposals.lane", "=", lane)
        .where("proposals.state", "=", "open")
        .where("present.head", "=", head),
    )
    .execute();
}
