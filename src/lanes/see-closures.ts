/**
 * The files that linked schemas refer to, at the commit of the look. Those known before came with the look itself; where one of
 * them, or a root, is not as it was, what is reached is followed anew: one query for all paths of a level that nobody knows, one
 * for texts that are new. What GitHub does not say leaves the whole link undecided until it does.
 */
import type { BlobId, CommitId } from "../core/git/object-id.ts";
import type { ReferenceFamily } from "../core/schema/closure/closure-reader.ts";
import type { FileReference } from "../core/schema/closure/file-reference.ts";
import { mayReferToFiles } from "../core/schema/closure/may-refer.ts";
import {
  type AskedFile,
  faultsOf,
  membersOf,
  type MembersRecord,
} from "../core/schema/closure/members-record.ts";
import type { SchemaFiles } from "../core/schema/closure/schema-files.ts";
import type { Observation, ObservedFile } from "../core/sync/github-port.ts";
import { presentRecord } from "../core/sync/link-members.ts";
import type { LaneLink } from "../core/sync/plan.ts";
import { readBlob } from "../db/blobs.ts";
import type { LoadedLane } from "../db/lane-load.ts";
import type { LaneDependencies } from "./dependencies.ts";
import { followReferences, type Unfollowed } from "./follow-references.ts";

/** What one look shares between its links. */
export interface MembersLook {
  readonly deps: LaneDependencies;
  readonly lane: LoadedLane;
  readonly head: CommitId;
  /** At that commit, as far as was asked. */
  readonly files: Map<string, ObservedFile>;
  /** Downloaded in this look, or read from what is kept. */
  readonly texts: Map<BlobId, Buffer>;
  /** Downloaded in this look, and a member of something: to be kept. */
  readonly fresh: Map<BlobId, Buffer>;
}

export function membersLook(
  deps: LaneDependencies,
  lane: LoadedLane,
  found: Extract<Observation, { kind: "found" }>,
): MembersLook {
  return {
    deps,
    lane,
    head: found.head,
    files: new Map(found.files),
    texts: new Map(),
    fresh: new Map(),
  };
}

/** Paths that a look asks for beside the linked ones. */
export function knownMemberPaths(links: readonly LaneLink[]): readonly string[] {
  const paths = links.flatMap(({ members, generation }) =>
    members?.generation === generation ? (members.asked ?? []).map(({ path }) => path) : [],
  );
  return [...new Set(paths)];
}

/**
 * What cannot be read for good says nothing of what it refers to: what was known of this root stays so. `unreadable`: nothing was;
 * what a read that failed does not tell is never remembered as told.
 */
export async function seeClosure(
  look: MembersLook,
  link: LaneLink,
  root: { readonly blob: BlobId; readonly content: Buffer | null },
): Promise<MembersRecord | Unfollowed> {
  const before = presentRecord({ ...link, remote: root.blob });
  if (before !== null) {
    const seen = (before.asked ?? []).map((asked) => isAsBefore(asked, look.files.get(asked.path)));
    if (seen.every((same) => same === true)) return before;
    if (seen.includes(null)) return "unknown";
  }
  const asked = await askedBy(look, link, root);
  if (asked === "unreadable") return before ?? "unreadable";
  return asked === "unknown" ? "unknown" : { generation: link.generation, root: root.blob, asked };
}

/** Null: the root refers to no other file. */
async function askedBy(
  look: MembersLook,
  link: LaneLink,
  root: { readonly blob: BlobId; readonly content: Buffer | null },
): Promise<MembersRecord["asked"] | Unfollowed> {
  const content = root.content ?? (await readBlob(look.deps.store.read, look.lane.workspaceId, root.blob));
  const start = content === null ? "unreadable" : await readRoot(look, link, content);
  if (typeof start === "string") return start;
  if (start.references.length === 0) return null;
  return followReferences(look, { path: link.path, ...start });
}

interface RootReferences {
  readonly family: ReferenceFamily;
  readonly references: readonly FileReference[];
}

const NOTHING: RootReferences = { family: "none", references: [] };

async function readRoot(
  { deps }: MembersLook,
  { path }: LaneLink,
  content: Buffer,
): Promise<RootReferences | Unfollowed> {
  if (!mayReferToFiles(content)) return NOTHING;
  const read = await deps.closureReader.readReferences([{ path, content }], null);
  if (read.kind === "failed") return read.isForGood ? "unreadable" : "unknown";
  return { family: read.family, references: read.references[0] ?? [] };
}

/** Null: not known. */
function isAsBefore({ blob, fault }: AskedFile, file: ObservedFile | undefined): boolean | null {
  if (file === undefined || file.kind === "unknown") return null;
  if (file.kind === "blob") return file.blob === blob;
  return fault === (file.kind === "absent" ? "absent" : file.code);
}

/** The texts with which the root is checked. */
export async function readSeenFiles(
  { store }: Pick<LaneDependencies, "store">,
  workspaceId: number,
  seen: {
    readonly path: string;
    readonly record: MembersRecord;
    readonly fresh: ReadonlyMap<BlobId, Buffer>;
  },
): Promise<SchemaFiles> {
  const members = new Map<string, Buffer>();
  for (const { path, blob } of membersOf(seen.record)) {
    const content = seen.fresh.get(blob) ?? (await readBlob(store.read, workspaceId, blob));
    if (content === null) throw new Error(`The text ${blob} was seen but is not kept.`);
    members.set(path, content);
  }
  return { path: seen.path, members, faults: faultsOf(seen.record) };
}
