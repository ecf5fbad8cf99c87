/** One question more where a linked file has gone: whether its text stands elsewhere in the commit that was seen. */
import type { BlobId, CommitId } from "../core/git/object-id.ts";
import { type Failure, GitHubFailure } from "../core/retry/failure.ts";
import { blobThatWent, renamesAmong } from "../core/sync/rename.ts";
import type { LoadedLane } from "../db/lane-load.ts";
import type { LaneDependencies } from "./dependencies.ts";
import type { LinkView, Sight } from "./look.ts";

/** The sight, with an offer for every file that was renamed. Asks GitHub nothing where no linked file has just gone. */
export async function withRenames(deps: LaneDependencies, lane: LoadedLane, sight: Sight): Promise<Sight> {
  const went = filesThatWent(lane, sight);
  if (went.size === 0 || sight.head === null) return sight;
  const paths = await findPaths(deps, lane, { head: sight.head, blobs: new Set(went.values()) });
  const linked = new Set(lane.links.map(({ path }) => path));
  const renames = renamesAmong(went, paths, linked);
  const views = new Map<number, LinkView>(sight.views);
  for (const [link, blob] of went) {
    const view = views.get(link);
    const path = renames.get(link) ?? null;
    const offer = { renamedTo: path, renamedBlob: path === null ? null : blob };
    if (view?.known !== undefined) views.set(link, { ...view, known: { ...view.known, ...offer } });
  }
  return { ...sight, views };
}

function filesThatWent(lane: LoadedLane, sight: Sight): ReadonlyMap<number, BlobId> {
  const went = new Map<number, BlobId>();
  for (const link of lane.links) {
    const view = sight.views.get(link.id)?.view;
    const blob = view === undefined ? null : blobThatWent(link, view);
    if (blob !== null) went.set(link.id, blob);
  }
  return went;
}

/** What concerns more than this one question: the lane waits, and looks again. */
const WAITED_FOR: ReadonlySet<Failure["kind"]> = new Set(["rate_limited", "unreachable"]);

/** An offer is a convenience: where GitHub cannot answer, there is none, and the lane goes on. */
async function findPaths(
  { github, log }: LaneDependencies,
  lane: LoadedLane,
  { head, blobs }: { readonly head: CommitId; readonly blobs: ReadonlySet<BlobId> },
): Promise<ReadonlyMap<BlobId, readonly string[]>> {
  try {
    return (await github.pathsOfBlobs(lane.repository.address, head, blobs)) ?? new Map();
  } catch (error) {
    if (!(error instanceof GitHubFailure) || WAITED_FOR.has(error.failure.kind)) throw error;
    log.info({ failure: error.failure, lane: lane.id }, "renamed files not looked for");
    return new Map();
  }
}
