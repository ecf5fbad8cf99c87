/**
 * Settles writes whose answer was lost, before anything is decided. Head unmoved: sent again, and the compare-and-swap lets
 * one land; until the head is seen to move, the write is kept, for a replica may lag. Moved and the file is ours: decide's own
 * row knows it. Moved and it is not: the first commit after the head tried on is ours, or it never landed.
 */
import type { CommitId } from "../core/git/object-id.ts";
import type { FirstCommitAfter } from "../core/sync/github-port.ts";
import type { AgreedPair, OwnPair } from "../core/sync/model.ts";
import type { LaneLink } from "../core/sync/plan.ts";
import type { LoadedLane, PendingWrite } from "../db/lane-load.ts";
import type { LaneDependencies } from "./dependencies.ts";
import type { Sight } from "./look.ts";

/** Our commit, found although its answer was lost. */
export interface FoundCommit {
  readonly commit: CommitId;
  readonly links: readonly { readonly link: LaneLink; readonly pair: OwnPair }[];
}

export interface Settled {
  /** Agreements of links whose write landed although the file has moved on since. */
  readonly agreed: ReadonlyMap<number, AgreedPair>;
  readonly commits: readonly FoundCommit[];
}

export async function settleWrites(deps: LaneDependencies, lane: LoadedLane, sight: Sight): Promise<Settled> {
  const agreed = new Map<number, AgreedPair>();
  const commits: FoundCommit[] = [];
  for (const write of lane.writes) {
    if (sight.head === null || write.head === sight.head) continue;
    const links = pairsOf(lane, write);
    const isAllOurs = links.every(({ link, pair }) => holds(sight, link, pair));
    const commit = isAllOurs
      ? presentCommit(write, sight)
      : await commitUnderneath(deps, lane, { write, head: sight.head });
    if (commit === null) continue;
    commits.push({ commit, links });
    if (!isAllOurs) for (const { link, pair } of links) agreed.set(link.id, pair);
  }
  return { agreed, commits };
}

/** No replica lags as long as this, and no request is under way as long. */
const DECIDED_MS = 10 * 60_000;

/** Whether what is seen tells what became of the write. */
export function isDecided(write: PendingWrite, { head }: Sight, now: number): boolean {
  return write.head !== head || now - write.at > DECIDED_MS;
}

function holds(sight: Sight, link: LaneLink, pair: OwnPair): boolean {
  const view = sight.views.get(link.id)?.view;
  return view?.kind === "blob" && view.blob === pair.remote;
}

/** All is as we wrote it, so no request is worth while: where others have pushed since, our commit stays unnamed. */
function presentCommit({ message }: PendingWrite, { head, commit }: Sight): CommitId | null {
  return commit?.message.trim() === message.trim() ? head : null;
}

async function commitUnderneath(
  deps: LaneDependencies,
  lane: LoadedLane,
  { write, head }: { readonly write: PendingWrite; readonly head: CommitId },
): Promise<CommitId | null> {
  if (write.head === null) return null;
  const first = await deps.github.firstCommitAfter(lane.repository.address, write.head, head);
  return first !== null && isOurs(first, write.head, write.message) ? first.commit : null;
}

function pairsOf(lane: LoadedLane, write: PendingWrite): FoundCommit["links"] {
  return lane.links.flatMap((link) => {
    const own = link.own.findLast((pair) => pair.write === write.id);
    return own === undefined ? [] : [{ link, pair: { store: own.store, remote: own.remote } }];
  });
}

function isOurs(first: FirstCommitAfter, triedOn: CommitId, message: string): boolean {
  return (
    first.parents.length === 1 && first.parents[0] === triedOn && first.message.trim() === message.trim()
  );
}
