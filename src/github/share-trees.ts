/**
 * Who looks at the same branch again within seconds is shown the head that was seen, and a commit's tree is read once while it
 * is asked for: a listing of many pages would cost two requests of the installation's limit for every page.
 *
 * It knows nothing of rights: whoever asks it has judged before that the caller may read the repository. Each repository of
 * each installation is kept apart. What fails is not kept. Trees are bounded by their bytes, the longest unused going first.
 */
import type { CommitId } from "../core/git/object-id.ts";
import type { GitHubPort, HeadAnswer, RepositoryAddress, TreeFile } from "../core/sync/github-port.ts";
import { SharedCalls } from "./shared-calls.ts";

type Tree = readonly TreeFile[] | null;

const HEAD_SHARED_MS = 5000;
const HEADS = 1000;
const TREE_SHARED_MS = 60_000;
/** The largest tree that GitHub lists, of 100,000 files, is half of it. */
const TREES_BYTES = 64 * 1024 * 1024;
/** Of an entry beside its path, measured roughly: the object, the blob's id, the strings' heads. */
const ENTRY_BYTES = 200;

/** The port, whose `head` and `findFiles` share what they ask. A head that is known already is asked for as ever. */
export function shareTrees(
  github: GitHubPort,
  now: () => number,
  { treesBytes = TREES_BYTES }: { readonly treesBytes?: number } = {},
): GitHubPort {
  const heads = new SharedCalls<HeadAnswer>(now, {
    sharedMs: () => HEAD_SHARED_MS,
    weigh: () => 1,
    limit: HEADS,
  });
  const trees = new SharedCalls<Tree>(now, {
    // GitHub may not know a new commit everywhere yet.
    sharedMs: (tree) => (tree === null ? HEAD_SHARED_MS : TREE_SHARED_MS),
    weigh: bytesOf,
    limit: treesBytes,
  });
  return {
    ...github,
    head: (repository, branch, known) =>
      known === null
        ? heads.get(keyOf(repository, branch), () => github.head(repository, branch, null))
        : github.head(repository, branch, known),
    findFiles: async (repository, commit, isSought) => {
      const read = (): Promise<Tree> => github.findFiles(repository, commit, () => true);
      const tree = await trees.get(keyOf(repository, commit), read);
      return tree?.filter(isSought) ?? null;
    },
  };
}

/** By GitHub's ids, and the name too: a rename asks anew. */
function keyOf(
  { hostname, installationId, repositoryId, owner, name }: RepositoryAddress,
  place: string | CommitId,
): string {
  return JSON.stringify([hostname, installationId, repositoryId, owner, name, place]);
}

function bytesOf(tree: Tree): number {
  return (tree ?? []).reduce((sum, { path }) => sum + ENTRY_BYTES + 2 * path.length, ENTRY_BYTES);
}
