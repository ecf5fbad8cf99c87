/**
 * Settles writes whose answer was lost, before anything is decided. Head unmoved: sent again, and the compare-and-swap lets
 * one land. Moved and the file is ours: decide's own row knows it. Moved and it is not: the first commit after the head tried
 * on is ours, or it never landed.
 */
import type { CommitId } from "../core/git/object-id.ts";
import type { FirstCommitAfter } from "../core/sync/github-port.ts";
import type { AgreedPair } from "../core/sync/model.ts";
import type { LaneLink } from "../core/sync/plan.ts";
import type { LoadedLane, PendingWrite } from "../db/lane-load.ts";
import type { LaneDependencies } from "./dependencies.ts";
import type { Sight } from "./look.ts";

/** Agreements of links whose write landed although the file has moved on since. */
export async function settleWrites(
  deps: LaneDependencies,
  lane: LoadedLane,
  sight: Sight,
): Promise<ReadonlyMap<number, AgreedPair>> {
  const landed = new Map<number, AgreedPair>();
  for (const write of lane.writes) {
    if (await isLandedUnderneath(deps, lane, write, sight)) {
      for (const [link, pair] of pairsOf(lane, write)) landed.set(link.id, pair);
    }
  }
  return landed;
}

async function isLandedUnderneath(
  deps: LaneDependencies,
  lane: LoadedLane,
  write: PendingWrite,
  sight: Sight,
): Promise<boolean> {
  if (sight.head === null || write.head === null || write.head === sight.head) return false;
  const isAllOurs = pairsOf(lane, write).every(([link, pair]) => {
    const view = sight.views.get(link.id)?.view;
    return view?.kind === "blob" && view.blob === pair.remote;
  });
  if (isAllOurs) return false;
  const first = await deps.github.firstCommitAfter(lane.repository.address, write.head, sight.head);
  return first !== null && isOurs(first, write.head, write.message);
}

function pairsOf(lane: LoadedLane, write: PendingWrite): readonly (readonly [LaneLink, AgreedPair])[] {
  return lane.links.flatMap((link) => {
    const pair = link.own.findLast((own) => own.write === write.id);
    return pair === undefined ? [] : [[link, { store: pair.store, remote: pair.remote }] as const];
  });
}

function isOurs(first: FirstCommitAfter, triedOn: CommitId, message: string): boolean {
  return (
    first.parents.length === 1 && first.parents[0] === triedOn && first.message.trim() === message.trim()
  );
}
