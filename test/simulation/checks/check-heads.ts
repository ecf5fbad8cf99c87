/** No lane goes back to a head that its branch had left before: a replica that lags rolls nothing back. */
import type { CommitId } from "../../../src/core/git/object-id.ts";
import type { Repository } from "../model/github-model.ts";
import { isBuiltOn } from "../model/ancestry.ts";
import type { LinkRow, World } from "../world.ts";

/** How far along its branch's heads each lane has come. */
export class LanePlaces {
  readonly #places = new Map<string, { readonly index: number; readonly head: CommitId }>();

  check(world: World, links: readonly LinkRow[]): void {
    for (const { repositoryId, branch, laneHead } of links) {
      if (laneHead === null) continue;
      const repository = world.repository(repositoryId);
      const heads = repository.heads.get(branch) ?? [];
      const key = `${repositoryId} ${branch}`;
      const last = this.#places.get(key);
      if (last?.head === laneHead) continue;
      const ahead = heads.indexOf(laneHead, last?.index ?? 0);
      if (ahead === -1 && last !== undefined)
        rolledBack(world, repository, { branch, from: last.head, to: laneHead });
      const index = ahead === -1 ? heads.lastIndexOf(laneHead) : ahead;
      this.#places.set(key, { index, head: laneHead });
    }
  }
}

function rolledBack(
  world: World,
  repository: Repository,
  { branch, from, to }: { readonly branch: string; readonly from: CommitId; readonly to: CommitId },
): void {
  // Forced back below a head that nobody has told of: from here it looks like any commit on top (decision 014).
  if (isBuiltOn(repository, to, from)) return;
  world.judge.note("no rollback", `the lane of ${repository.name} ${branch} went from ${from} back to ${to}`);
}
