/**
 * What a rolling branch holds where a link has proposed nothing yet. Such paths are not kept track of: they are looked at once,
 * before the link's first commit there, and not even then while the branch is known to hold nothing but ours.
 *
 * The branch contains the target's head by now. A file that differs from the target's is
 *
 * ours       a link that was at the path before has proposed it, or this one has tried to
 * a former   it was the target's at a head that the branch contains too, and that the target has been forced back from
 * theirs     else: it is kept, and the link rests until somebody has chosen
 */
import type { BlobId } from "../core/git/object-id.ts";
import type { ObservedFile } from "../core/sync/github-port.ts";
import { isUnproposed, NOTHING_PROPOSED } from "../core/sync/proposal.ts";
import { keepBlob, type PackedBlob } from "../db/blobs.ts";
import { type LaneProposal, recordProposed } from "../db/proposals.ts";
import type { CommitRun } from "./commit-attempt.ts";
import type { PreparedAddition } from "./prepare-additions.ts";
import { textsOnBranch } from "./texts-on-branch.ts";
import { type CommitResult, writeHeld } from "./write-held.ts";

/** By link: the text at the path of its first commit, where the branch was looked at for it. */
export type UnproposedTexts = ReadonlyMap<number, BlobId>;

interface TheirFile {
  readonly addition: PreparedAddition;
  /** No file of any other kind is told apart from none. */
  readonly seen: BlobId | "absent";
  /** The bytes, and for a backup the canonical text after them. */
  readonly texts: readonly PackedBlob[];
}

/** What is there; or, where something of others is in the way and is written down now, what the run is to do instead. */
export async function readUnproposed(
  run: CommitRun,
  proposal: LaneProposal,
  additions: readonly PreparedAddition[],
): Promise<UnproposedTexts | CommitResult> {
  const first = additions.filter((addition) => !hasPart(proposal, addition));
  if (first.length === 0 || holdsOnlyOurs(run, proposal)) return new Map();
  const { address: repository } = run.lane.repository;
  const alsoAt = proposal.bases.filter((head) => head !== run.head);
  const paths = first.map(({ link }) => link.path);
  const seen = await run.deps.github.observe({
    repository,
    branch: proposal.branch,
    paths,
    newPaths: [],
    alsoAt,
  });
  if (seen.kind !== "found" || seen.head !== proposal.head) return "stale";
  const places = first.map((addition) => placeOf(addition, seen));
  if (places.some(isUnknown)) return "stale";
  const theirs = await theirFiles(
    run,
    places.filter((place) => isTheirs(proposal, place)),
  );
  if (theirs === null) return "stale";
  if (theirs.length > 0) return record(run, proposal, theirs);
  return new Map(
    places.flatMap(({ addition, file }) => (file.kind === "blob" ? [[addition.link.id, file.blob]] : [])),
  );
}

function hasPart({ files }: LaneProposal, { link }: PreparedAddition): boolean {
  return files.some((file) => file.link === link.id && file.generation === link.generation);
}

function holdsOnlyOurs({ head }: CommitRun, proposal: LaneProposal): boolean {
  return proposal.head === head || (proposal.isOursAlone && proposal.base === head);
}

/** A path on the branch, and at the target's heads that it contains beside the present one. */
interface Place {
  readonly addition: PreparedAddition;
  readonly file: ObservedFile;
  readonly former: readonly ObservedFile[];
}

function placeOf(
  addition: PreparedAddition,
  {
    files,
    filesAt = new Map(),
  }: {
    readonly files: ReadonlyMap<string, ObservedFile>;
    readonly filesAt?: ReadonlyMap<string, ReadonlyMap<string, ObservedFile>>;
  },
): Place {
  const { path } = addition.link;
  const former = [...filesAt.values()].map((at) => at.get(path) ?? UNKNOWN);
  return { addition, file: files.get(path) ?? UNKNOWN, former };
}

const UNKNOWN: ObservedFile = { kind: "unknown" };

function isUnknown({ file, former }: Place): boolean {
  return [file, ...former].some(({ kind }) => kind === "unknown");
}

function isTheirs({ files }: LaneProposal, { addition, file, former }: Place): boolean {
  const { link, view, pair } = addition;
  const text = textOf(file);
  if (text === pair.remote || text === (view.kind === "blob" ? view.blob : "absent")) return false;
  const isOfLinkBefore = files.some((it) => it.path === link.path && it.remote === text && !isUnproposed(it));
  if (isOfLinkBefore || link.own.some(({ remote }) => remote === text)) return false;
  return !former.some((it) => textOf(it) === text);
}

function textOf(file: ObservedFile): BlobId | "absent" {
  return file.kind === "blob" ? file.blob : "absent";
}

/** Null where a text is not to be had now. */
async function theirFiles(
  { deps, lane }: CommitRun,
  places: readonly Place[],
): Promise<readonly TheirFile[] | null> {
  const theirs: TheirFile[] = [];
  for (const { addition, file } of places) {
    const texts =
      file.kind === "blob" ? await textsOnBranch(deps, lane, { link: addition.link.id, seen: file }) : [];
    if (texts === null) return null;
    theirs.push({ addition, seen: textOf(file), texts });
  }
  return theirs;
}

function record(run: CommitRun, proposal: LaneProposal, theirs: readonly TheirFile[]): Promise<CommitResult> {
  return writeHeld(
    run,
    async (tx) => {
      for (const { addition, seen, texts } of theirs) {
        for (const text of texts) await keepBlob(tx, run.lane.workspaceId, text);
        const seenCanonical = texts.at(-1)?.blob ?? null;
        await recordProposed(tx, proposal.id, partOf(addition, { seen, seenCanonical }), {
          seen,
          seenCanonical,
        });
      }
    },
    "again",
  );
}

/** Where they wrote what the store holds, that is proposed already. */
function partOf(
  { link, view, pair }: PreparedAddition,
  { seen, seenCanonical }: { readonly seen: BlobId | "absent"; readonly seenCanonical: BlobId | null },
) {
  const { id, generation, path } = link;
  const base = view.kind === "blob" ? view.blob : ("absent" as const);
  const place = { link: id, generation, path, base };
  if (seen !== "absent" && seenCanonical === pair.store) return { ...place, store: pair.store, remote: seen };
  return { ...place, store: NOTHING_PROPOSED, remote: base === "absent" ? NOTHING_PROPOSED : base };
}
