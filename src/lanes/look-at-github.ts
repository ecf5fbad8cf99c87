/** Observes a lane and says what came of it: seen, not to be believed yet, or refused. */
import type { CommitId } from "../core/git/object-id.ts";
import { CONFIG_PATH } from "../core/repository-config/config-schema.ts";
import type { Observation, ObservedRepository } from "../core/sync/github-port.ts";
import type { LinkErrorCode } from "../core/sync/model.ts";
import { secondLookAt } from "../core/sync/second-look.ts";
import type { LoadedLane } from "../db/lane-load.ts";
import { markDirty } from "../db/units.ts";
import type { LaneDependencies } from "./dependencies.ts";
import { withRenames } from "./find-renames.ts";
import { type LinkView, see, type Sight } from "./look.ts";
import { knownMemberPaths } from "./see-closures.ts";
import { seeConfig } from "./see-config.ts";

export type LookResult =
  | { readonly kind: "seen"; readonly sight: Sight }
  /** A head that the lane has left: look again then. */
  | { readonly kind: "suspect"; readonly head: CommitId; readonly until: number }
  | { readonly kind: "refused"; readonly code: LinkErrorCode };

export async function lookAtGitHub(deps: LaneDependencies, lane: LoadedLane): Promise<LookResult> {
  const links = lane.links.filter((link) => !link.isPaused);
  const observation = await deps.github.observe({
    repository: lane.repository.address,
    branch: lane.branch,
    paths: links.map((link) => link.path),
    newPaths: links.filter((link) => link.remote === null).map((link) => link.path),
    members: knownMemberPaths(links),
    ...(lane.config !== null && { beside: [CONFIG_PATH] }),
  });
  if (hasChanged(lane, observation)) {
    const mark = { unit: "repositories", id: lane.repository.id } as const;
    await deps.store.write((tx) => markDirty(tx, [mark], deps.clock.now()));
  }
  switch (observation.kind) {
    case "refused":
      return { kind: "refused", code: observation.code };
    case "empty-repository":
      return seeEmpty(lane, observation.repository);
    case "found": {
      const until = secondLookAt(lane, observation, deps.clock.now());
      if (until !== null) return { kind: "suspect", head: observation.head, until };
      const config = await seeConfig(deps, lane, observation);
      const sight = await withRenames(deps, lane, await see(deps, lane, observation));
      return { kind: "seen", sight: { ...sight, config } };
    }
  }
}

/** The repository's row is re-read by id where the look shows that it is out of date. */
function hasChanged(lane: LoadedLane, observation: Observation): boolean {
  const seen = observation.repository;
  if (seen === null) return true;
  const { address, isArchived, defaultBranch } = lane.repository;
  return (
    seen.owner !== address.owner ||
    seen.name !== address.name ||
    seen.isArchived !== isArchived ||
    (seen.defaultBranch !== null && seen.defaultBranch !== defaultBranch)
  );
}

/** No commit at all: the default branch can get its first file; whatever was agreed before is not thereby deleted. */
function seeEmpty(lane: LoadedLane, repository: ObservedRepository): LookResult {
  if (lane.branch !== lane.repository.defaultBranch) return { kind: "refused", code: "branch_not_found" };
  const known = { remote: "absent", remoteCanonical: null, isExecutable: false, style: null } as const;
  const views = lane.links.map((link): readonly [number, LinkView] =>
    link.agreed === null
      ? [link.id, { view: { kind: "absent" }, known: link.remote === "absent" ? undefined : known }]
      : [link.id, { view: { kind: "failed", code: "branch_not_found" }, known: undefined }],
  );
  const { isArchived } = repository;
  const sight = {
    head: null,
    refId: null,
    commit: null,
    ancestors: [],
    fresh: new Map(),
    texts: [],
    isArchived,
    closures: new Map(),
  };
  return { kind: "seen", sight: { ...sight, views: new Map(views) } };
}
