/** Whether what a link shows of a pull request is so, and whether requests are open for a reason. */
import { canonicalOf } from "../../../src/core/collection/style.ts";
import { blobIdOf, type CommitId } from "../../../src/core/git/object-id.ts";
import type { Repository } from "../model/github-model.ts";
import type { Pull } from "../model/pulls.ts";
import type { LinkRow, World } from "../world.ts";

/** The link waits for somebody who reviews, or has heard from them. */
export function fitsRequest(world: World, link: LinkRow, repository: Repository): boolean {
  const pulls = repository.pulls.filter(({ base }) => base === link.branch);
  const isSeen = repository.account.installation?.mayPropose === true;
  const open = pulls.filter(({ state }) => isSeen && state === "open");
  if (link.state === "declined") {
    const isCounted = ({ state }: Pull): boolean =>
      state === "merged" || (state === "closed" && link.mode !== "commit");
    return pulls.filter(isCounted).some((pull) => hasCarried(world, link, { repository, pull }));
  }
  if (link.mode === "commit") return false;
  if (link.state === "awaiting_merge") return open.some((pull) => carries(world, link, { repository, pull }));
  return link.state === "conflict" && open.some((pull) => isEdited(world, link, { repository, pull }));
}

interface Requested {
  readonly repository: Repository;
  readonly pull: Pull;
}

function carries(world: World, link: LinkRow, asked: Requested): boolean {
  return holdsStore(world, link, asked, asked.pull.headCommit) || isEdited(world, link, asked);
}

function hasCarried(world: World, link: LinkRow, asked: Requested): boolean {
  return [...asked.pull.headCommits].some((commit) => holdsStore(world, link, asked, commit));
}

function isEdited(world: World, { path }: LinkRow, { repository, pull }: Requested): boolean {
  const { foreignChanges } = world.github.pathHistory(repository, pull.head, path);
  return foreignChanges > 0;
}

function holdsStore(world: World, link: LinkRow, { repository }: Requested, commit: CommitId): boolean {
  const entry = world.github.treeAt(repository, commit).get(link.path);
  if (entry?.kind !== "file") return false;
  if (entry.blob === link.store) return true;
  const canonical =
    link.kind === "backup" ? canonicalOf(world.github.blobs.get(entry.blob) ?? Buffer.alloc(0)) : null;
  return canonical !== null && blobIdOf(Buffer.from(canonical)) === link.store;
}

/** States in which a link has nothing to propose. */
const SETTLED: ReadonlySet<string> = new Set(["in_sync", "empty", "missing", "edited_on_github"]);

/** No request stays open that holds nothing, unless somebody else has made something of it. */
export function checkPulls(world: World): void {
  for (const repository of world.github.repositories) {
    if (repository.isArchived || !world.github.isVisible(repository)) continue;
    if (repository.account.installation?.mayPropose !== true) continue;
    for (const pull of repository.pulls.filter(({ state }) => state === "open")) {
      const links = world
        .links()
        .filter(({ repositoryId, branch }) => repositoryId === repository.id && branch === pull.base);
      const isNeeded = links.some(({ state }) => !SETTLED.has(state));
      const isEditedByOthers = [...repository.paths].some(
        ([key, { foreignChanges }]) => key.startsWith(`${pull.head}\n`) && foreignChanges > 0,
      );
      world.judge.expect(
        isNeeded || isEditedByOthers || pull.isReopened,
        "no echo, no noise",
        () => `request ${pull.number} of ${repository.name} is open, and no link needs it`,
      );
    }
  }
}

interface Reviewed {
  readonly repositoryId: number;
  readonly branch: string;
  readonly path: string;
  readonly seen: string;
}

/** What is taken for a reviewer's is one's: neither our own commit, nor what a replica that lags has shown. */
export function checkReviews(world: World): void {
  const rows = world.query(REVIEWED) as readonly Reviewed[];
  for (const { repositoryId, branch, path, seen } of rows) {
    const { foreignChanges } = world.github.pathHistory(world.repository(repositoryId), branch, path);
    world.judge.expect(
      foreignChanges > 0,
      "state fits",
      () =>
        `${seen.slice(0, 7)} at ${path} on ${branch} is taken for a reviewer's, and nobody has written there`,
    );
  }
}

const REVIEWED = `
  select repositories.repositoryId, proposals.branch, proposedFiles.path, proposedFiles.seen
  from proposedFiles join proposals on proposals.id = proposedFiles.proposal
    join lanes on lanes.id = proposals.lane
    join repositories on repositories.id = lanes.repository
  where proposals.state = 'open' and proposedFiles.link is not null
    and proposedFiles.seen <> proposedFiles.remote and proposedFiles.isMergedIn = 0`;
