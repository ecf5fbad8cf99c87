/**
 * What others have put on a rolling branch where a link has proposed nothing yet. Such paths are not kept track of: they are
 * looked at once, before the link's first commit there, and while nobody but us has committed there, not even then.
 *
 * The branch holds the target's head by now, so a file that differs from the target's is somebody's; or ours, from a link that
 * was at the path before.
 */
import type { ObservedFile } from "../core/sync/github-port.ts";
import { isUnproposed, NOTHING_PROPOSED } from "../core/sync/proposal.ts";
import { keepBlob, type PackedBlob } from "../db/blobs.ts";
import { type LaneProposal, recordProposed } from "../db/proposals.ts";
import type { CommitRun } from "./commit-attempt.ts";
import type { PreparedAddition } from "./prepare-additions.ts";
import { textsOnBranch } from "./texts-on-branch.ts";
import { type CommitResult, writeHeld } from "./write-held.ts";

type SeenBlob = Extract<ObservedFile, { kind: "blob" }>;

interface TheirFile {
  readonly addition: PreparedAddition;
  readonly seen: SeenBlob;
  /** The bytes, and for a backup the canonical text after them. */
  readonly texts: readonly PackedBlob[];
}

/** `done`: nothing is in the way. `again`: it is written down what is, and the links are to be planned anew. */
export async function keepUnproposed(
  run: CommitRun,
  proposal: LaneProposal,
  additions: readonly PreparedAddition[],
): Promise<CommitResult> {
  const first = additions.filter((addition) => !hasPart(proposal, addition));
  if (first.length === 0 || proposal.head === run.head) return "done";
  const { deps, lane } = run;
  const paths = first.map(({ link }) => link.path);
  const { address: repository } = lane.repository;
  const seen = await deps.github.observe({ repository, branch: proposal.branch, paths, newPaths: [] });
  if (seen.kind !== "found" || seen.head !== proposal.head) return "stale";
  const theirs = await theirFiles(run, proposal, { first, files: seen.files });
  if (theirs === null) return "stale";
  return theirs.length === 0 ? "done" : record(run, proposal, theirs);
}

/** Null where a text is not to be had now. */
async function theirFiles(
  { deps, lane }: CommitRun,
  proposal: LaneProposal,
  {
    first,
    files,
  }: {
    readonly first: readonly PreparedAddition[];
    readonly files: ReadonlyMap<string, ObservedFile>;
  },
): Promise<readonly TheirFile[] | null> {
  const theirs: TheirFile[] = [];
  for (const addition of first) {
    const file = files.get(addition.link.path);
    if (file?.kind === "unknown") return null;
    if (file?.kind !== "blob" || !isTheirs(proposal, addition, file)) continue;
    const texts = await textsOnBranch(deps, lane, { link: addition.link.id, seen: file });
    if (texts === null) return null;
    theirs.push({ addition, seen: file, texts });
  }
  return theirs;
}

function hasPart({ files }: LaneProposal, { link }: PreparedAddition): boolean {
  return files.some((file) => file.link === link.id && file.generation === link.generation);
}

function isTheirs({ files }: LaneProposal, { link, view }: PreparedAddition, { blob }: SeenBlob): boolean {
  if (view.kind === "blob" && view.blob === blob) return false;
  const isFormer = files.some(
    (file) => file.path === link.path && file.remote === blob && !isUnproposed(file),
  );
  return !isFormer && !link.own.some(({ remote }) => remote === blob);
}

async function record(
  run: CommitRun,
  proposal: LaneProposal,
  theirs: readonly TheirFile[],
): Promise<CommitResult> {
  return writeHeld(
    run,
    async (tx) => {
      for (const { addition, seen, texts } of theirs) {
        for (const text of texts) await keepBlob(tx, run.lane.workspaceId, text);
        const seenCanonical = texts.at(-1)?.blob ?? seen.blob;
        const file = partOf(addition, { ...seen, canonical: seenCanonical });
        await recordProposed(tx, proposal.id, file, { seen: seen.blob, seenCanonical });
      }
    },
    "again",
  );
}

/** Where they wrote what the store holds, that is proposed already. */
function partOf(
  { link, view, pair }: PreparedAddition,
  seen: SeenBlob & { readonly canonical: PackedBlob["blob"] },
) {
  const { id, generation, path } = link;
  const base = view.kind === "blob" ? view.blob : ("absent" as const);
  const place = { link: id, generation, path, base };
  if (seen.canonical === pair.store || seen.blob === pair.remote)
    return { ...place, store: pair.store, remote: seen.blob };
  return { ...place, store: NOTHING_PROPOSED, remote: base === "absent" ? NOTHING_PROPOSED : base };
}
