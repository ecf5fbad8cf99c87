/** One question more where a linked file has gone: where it may have gone to in the commit that was seen. */
import type { CommitId } from "../core/git/object-id.ts";
import { type Failure, GitHubFailure } from "../core/retry/failure.ts";
import type { TreeFile } from "../core/sync/github-port.ts";
import { blobThatWent, isSoughtAmong, renamesAmong } from "../core/sync/rename.ts";
import type { LoadedLane } from "../db/lane-load.ts";
import type { LaneDependencies } from "./dependencies.ts";
import type { LinkView, Sight } from "./look.ts";

/** The sight, with an offer for every file that was renamed. Asks GitHub nothing where no linked file has just gone. */
export async function withRenames(deps: LaneDependencies, lane: LoadedLane, sight: Sight): Promise<Sight> {
  const went = filesThatWent(lane, sight);
  if (went.size === 0 || sight.head === null) return sight;
  const found = await findFiles(deps, lane, sight.head, isSoughtAmong(went.values()));
  const linked = new Set(lane.links.map(({ path }) => path));
  const renames = renamesAmong(went, found, linked);
  const views = new Map<number, LinkView>(sight.views);
  for (const [link, { blob }] of went) {
    const view = views.get(link);
    const path = renames.get(link) ?? null;
    const offer = { renamedTo: path, renamedBlob: path === null ? null : blob };
    if (view?.known !== undefined) views.set(link, { ...view, known: { ...view.known, ...offer } });
  }
  return { ...sight, views };
}

function filesThatWent(lane: LoadedLane, sight: Sight): ReadonlyMap<number, TreeFile> {
  const went = new Map<number, TreeFile>();
  for (const link of lane.links) {
    const view = sight.views.get(link.id)?.view;
    const blob = view === undefined ? null : blobThatWent(link, view);
    if (blob !== null) went.set(link.id, { path: link.path, blob });
  }
  return went;
}

/** What concerns more than this one question: the lane waits, and looks again. */
const WAITED_FOR: ReadonlySet<Failure["kind"]> = new Set(["rate_limited", "unreachable"]);

/** An offer is a convenience: where GitHub cannot answer, there is none, and the lane goes on. */
async function findFiles(
  { github, log }: LaneDependencies,
  lane: LoadedLane,
  head: CommitId,
  isSought: (file: TreeFile) => boolean,
): Promise<readonly TreeFile[]> {
  try {
    return (await github.findFiles(lane.repository.address, head, isSought)) ?? [];
  } catch (error) {
    if (!(error instanceof GitHubFailure) || WAITED_FOR.has(error.failure.kind)) throw error;
    log.info({ failure: error.failure, lane: lane.id }, "renamed files not looked for");
    return [];
  }
}
