/** What a sweep asks GitHub about: the head of every lane with links that rests. */
import type { CommitId } from "../core/git/object-id.ts";
import type { RepositoryAddress } from "../core/sync/github-port.ts";
import { ADDRESS_COLUMNS } from "./repository-address.ts";
import type { Reader, Tx } from "./store.ts";

export interface RestingLane {
  readonly id: number;
  readonly installation: number;
  readonly branch: string;
  readonly head: CommitId | null;
  readonly address: RepositoryAddress;
  /** Its pull request is to be asked about, too: the target's head does not tell what became of it. */
  readonly hasOpenRequest: boolean;
}

/** A page of lanes in id order that carry a link that is not paused, and that no look is asked for already. */
export async function restingLanes(
  reader: Reader,
  { after, limit, now }: { readonly after: number; readonly limit: number; readonly now: number },
): Promise<readonly RestingLane[]> {
  const rows = await reader
    .selectFrom("lanes")
    .innerJoin("repositories", "repositories.id", "lanes.repository")
    .innerJoin("installations", "installations.id", "repositories.installation")
    .innerJoin("hosts", "hosts.id", "installations.hostId")
    .select([...ADDRESS_COLUMNS, "lanes.id", "lanes.branch", "lanes.head", "repositories.installation"])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom("proposals")
            .select("proposals.id")
            .whereRef("proposals.lane", "=", "lanes.id")
            .where("proposals.state", "=", "open"),
        )
        .as("hasOpenRequest"),
    )
    .where("lanes.id", ">", after)
    .whereRef("lanes.look", "<=", "lanes.looked")
    .where("repositories.isAccessible", "=", 1)
    .where("installations.state", "=", "active")
    .where("installations.blockedUntil", "<=", now)
    .where("hosts.blockedUntil", "<=", now)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("links")
          .select("links.id")
          .whereRef("links.lane", "=", "lanes.id")
          .where("links.isPaused", "=", 0),
      ),
    )
    .orderBy("lanes.id")
    .limit(limit)
    .execute();
  return rows.map(({ id, branch, head, installation, hasOpenRequest, ...address }) => ({
    id,
    branch,
    head,
    installation,
    address,
    hasOpenRequest: Boolean(hasOpenRequest),
  }));
}

/** The lane still rests at the head that was asked about: its links are verified anew. */
export async function recordVerified(
  tx: Tx,
  lanes: readonly { readonly id: number; readonly head: CommitId | null }[],
  at: number,
): Promise<void> {
  for (const { id, head } of lanes) {
    if (head === null) continue;
    const moved = await tx.query
      .updateTable("lanes")
      .set({ verifiedAt: at })
      .where("id", "=", id)
      .where("head", "=", head)
      .executeTakeFirst();
    if (moved.numUpdatedRows === 0n) continue;
    await tx.query.updateTable("links").set({ verifiedAt: at }).where("lane", "=", id).execute();
  }
}
