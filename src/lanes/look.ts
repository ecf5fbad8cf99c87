/**
 * One look at GitHub for a lane: what is at every linked path at one commit, with every text that is new.
 *
 * The invariant that a later run without a look rests on: a link's `remote` is what its path holds at the lane's `head`, and
 * its text is kept, where it is not the store's own.
 */
import type { BlobId, CommitId } from "../core/git/object-id.ts";
import type { MembersRecord } from "../core/schema/closure/members-record.ts";
import { isText } from "../core/schema/text.ts";
import { describeSibling } from "../core/path/policy.ts";
import type { ObservedCommit, ObservedFile, Observation } from "../core/sync/github-port.ts";
import type { LinkErrorCode } from "../core/sync/model.ts";
import { needsMembers, presentRecord } from "../core/sync/link-members.ts";
import type { LaneLink, RemoteView } from "../core/sync/plan.ts";
import { findBlobs, packBlob, type PackedBlob, readBlob } from "../db/blobs.ts";
import type { KnownRemote } from "../db/lane-apply.ts";
import type { LoadedLane } from "../db/lane-load.ts";
import type { SeenConfig } from "../db/repository-configs.ts";
import type { LaneDependencies } from "./dependencies.ts";
import { type MembersLook, membersLook, seeClosure } from "./see-closures.ts";

/** The store takes documents of up to 25 MiB. */
const LARGEST_DOCUMENT_BYTES = 25 * 1024 * 1024;

type Found = Extract<Observation, { kind: "found" }>;
type FoundBlob = Extract<ObservedFile, { kind: "blob" }>;

export interface LinkView {
  readonly view: RemoteView;
  /** What the link remembers of it from now on; undefined: nothing new. */
  readonly known: KnownRemote | undefined;
}

export interface Sight {
  readonly head: CommitId | null;
  readonly refId: string | null;
  readonly commit: ObservedCommit | null;
  /** The newest commits that the head is built on, itself among them; none where nobody has looked. */
  readonly ancestors: readonly CommitId[];
  readonly views: ReadonlyMap<number, LinkView>;
  /** Texts that came with the look, and the same ready to be kept with it. */
  readonly fresh: ReadonlyMap<BlobId, Buffer>;
  readonly texts: readonly PackedBlob[];
  readonly isArchived: boolean;
  /** By link: what its root, where that is a file, refers to. */
  readonly closures: ReadonlyMap<number, MembersRecord>;
  /** The repository's config file, where it stands on this branch and is not as it was seen before. */
  readonly config?: SeenConfig | null;
}

/** A look is needed unless the lane rests at a head that every event since the last look names. */
export function needsLook(lane: LoadedLane): boolean {
  if (lane.head === null || lane.refId === null) return true;
  if (lane.writes.length > 0 || lane.suspectHead !== null) return true;
  if (lane.links.some((link) => !link.isPaused && (link.remote === null || needsMembers(link)))) return true;
  return lane.look > lane.looked && lane.lookHead !== lane.head;
}

/** What the lane remembers of its head, without a request. */
export function remember(lane: LoadedLane): Sight {
  const views = lane.links.map(
    (link) => [link.id, { view: rememberedView(link), known: undefined }] as const,
  );
  return {
    head: lane.head,
    refId: lane.refId,
    commit: null,
    ancestors: [],
    views: new Map(views),
    fresh: new Map(),
    texts: [],
    isArchived: lane.repository.isArchived,
    closures: new Map(lane.links.flatMap(rememberedClosure)),
  };
}

function rememberedClosure(link: LaneLink): (readonly [number, MembersRecord])[] {
  const record = presentRecord(link);
  return record === null ? [] : [[link.id, record]];
}

function rememberedView(link: LaneLink): RemoteView {
  if (link.state === "error" && isPathCode(link.code))
    return { kind: "failed", code: link.code, ...(link.message !== null && { message: link.message }) };
  if (link.remote === null) return { kind: "unknown" };
  if (link.remote === "absent") return { kind: "absent" };
  return knownView(link, link.remote, link.remoteCanonical);
}

/** A schema file is its own canonical text, unless it is none at all. */
function knownView(link: LaneLink, blob: BlobId, canonical: BlobId | null): RemoteView {
  const isBinary = link.kind === "schema" && canonical === null;
  return isBinary ? { kind: "failed", code: "not_text" } : { kind: "blob", blob, canonical };
}

/** Codes that a look found at the path itself: they hold until the next look. */
const PATH_CODES: ReadonlySet<string | null> = new Set([
  "symlink",
  "submodule",
  "path_taken",
  "path_invalid",
  "not_text",
  "file_too_large",
]);

function isPathCode(code: string | null): code is LinkErrorCode {
  return PATH_CODES.has(code);
}

/** Reads the texts that are new and says what each link's path holds. */
export async function see(deps: LaneDependencies, lane: LoadedLane, observation: Found): Promise<Sight> {
  const links = lane.links.filter((link) => !link.isPaused);
  const texts = await readNewTexts(deps, lane, links, observation);
  const views = new Map<number, LinkView>();
  const closures = new Map<number, MembersRecord>();
  const members = membersLook(deps, lane, observation);
  for (const link of links) {
    const file = observation.files.get(link.path) ?? { kind: "unknown" };
    const seen = await viewOf(deps, link, file, texts);
    const record = await recordOf(members, link, seen, texts);
    views.set(link.id, withRecord(link, seen, record));
    if (record.kind === "seen") closures.set(link.id, record.record);
  }
  const fresh = new Map([...texts.fresh, ...members.fresh]);
  return {
    head: observation.head,
    refId: observation.refId,
    commit: observation.commit,
    ancestors: observation.ancestors,
    views,
    fresh,
    texts: await Promise.all([...fresh.values()].map((content) => packBlob(content))),
    isArchived: observation.repository.isArchived,
    closures,
  };
}

type SeenRecord =
  | { readonly kind: "seen"; readonly record: MembersRecord }
  | { readonly kind: "none" }
  /** GitHub did not say, or a text could not be read this time. */
  | { readonly kind: "unknown" };

async function recordOf(
  look: MembersLook,
  link: LaneLink,
  { view }: LinkView,
  texts: Texts,
): Promise<SeenRecord> {
  if (link.kind !== "schema" || view.kind !== "blob") return { kind: "none" };
  const { blob } = view;
  const content = texts.kept.get(blob) ?? texts.fresh.get(blob) ?? null;
  const record = await seeClosure(look, link, { blob, content });
  if (record === "unknown") return { kind: "unknown" };
  return record === "unreadable" ? { kind: "none" } : { kind: "seen", record };
}

/** A file that nobody could look at never counts as absent: until then nothing is decided. */
function withRecord(link: LaneLink, seen: LinkView, record: SeenRecord): LinkView {
  if (record.kind === "none" || seen.view.kind !== "blob") return seen;
  if (record.kind === "unknown") return { view: { kind: "unknown" }, known: undefined };
  const members = record.record;
  if (members === link.members) return seen;
  const { blob, canonical } = seen.view;
  const { isExecutable, style } = link;
  const known = seen.known ?? { remote: blob, remoteCanonical: canonical, isExecutable, style };
  return { ...seen, known: { ...known, members } };
}

interface Texts {
  /** Downloaded in this look. */
  readonly fresh: ReadonlyMap<BlobId, Buffer>;
  readonly kept: ReadonlyMap<BlobId, Buffer>;
}

/** Only blobs that neither the link nor the store knows are read, and of those only what the workspace does not have. */
async function readNewTexts(
  deps: LaneDependencies,
  lane: LoadedLane,
  links: readonly LaneLink[],
  observation: Found,
): Promise<Texts> {
  const wanted = new Map<BlobId, FoundBlob>();
  for (const link of links) {
    const file = observation.files.get(link.path);
    if (file?.kind === "blob" && isTextNeeded(link, file)) wanted.set(file.blob, file);
  }
  const held = await findBlobs(deps.store.read, lane.workspaceId, [...wanted.keys()]);
  const kept = new Map<BlobId, Buffer>();
  for (const blob of held.keys()) {
    const content = await readBlob(deps.store.read, lane.workspaceId, blob);
    if (content !== null) kept.set(blob, content);
  }
  const missing = [...wanted.values()].filter((file) => !kept.has(file.blob));
  return { fresh: await download(deps, lane, missing), kept };
}

function isTextNeeded(link: LaneLink, file: FoundBlob): boolean {
  if (file.sizeBytes > LARGEST_DOCUMENT_BYTES || file.blob === link.remote) return false;
  return link.kind === "backup" || file.blob !== link.store;
}

async function download(
  deps: LaneDependencies,
  lane: LoadedLane,
  files: readonly FoundBlob[],
): Promise<ReadonlyMap<BlobId, Buffer>> {
  const fresh = new Map<BlobId, Buffer>();
  for (const file of files) if (file.content !== null) fresh.set(file.blob, file.content);
  const rest = files.filter((file) => !fresh.has(file.blob));
  if (rest.length === 0) return fresh;
  const read = await deps.github.readBlobs(lane.repository.address, rest);
  return new Map([...fresh, ...read]);
}

async function viewOf(
  deps: LaneDependencies,
  link: LaneLink,
  file: ObservedFile,
  texts: Texts,
): Promise<LinkView> {
  switch (file.kind) {
    case "unknown":
      return { view: { kind: "unknown" }, known: undefined };
    case "not-a-file":
      return failed(file.code);
    case "absent":
      return viewOfAbsent(link, file.sibling);
    case "blob":
      return viewOfBlob(deps, link, file, texts);
  }
}

function viewOfAbsent(link: LaneLink, sibling: string | null): LinkView {
  if (sibling !== null && link.remote === null) return failed("path_taken", describeSibling(sibling));
  const known = { remote: "absent", remoteCanonical: null, isExecutable: false, style: link.style } as const;
  return { view: { kind: "absent" }, known: link.remote === "absent" ? undefined : known };
}

async function viewOfBlob(
  deps: LaneDependencies,
  link: LaneLink,
  file: FoundBlob,
  texts: Texts,
): Promise<LinkView> {
  if (file.sizeBytes > LARGEST_DOCUMENT_BYTES) return failed("file_too_large");
  const { blob, isExecutable } = file;
  if (!isTextNeeded(link, file)) return viewOfKnown(link, file);
  const content = texts.kept.get(blob) ?? texts.fresh.get(blob);
  if (content === undefined) return { view: { kind: "unknown" }, known: undefined };
  if (link.kind === "schema") {
    const canonical = isText(content) ? blob : null;
    const known = { remote: blob, remoteCanonical: canonical, isExecutable, style: null };
    return { view: knownView(link, blob, canonical), known };
  }
  return viewOfBackup(deps, file, content);
}

/** The blob is the link's own or the store's: no text is needed. */
function viewOfKnown(link: LaneLink, { blob, isExecutable }: FoundBlob): LinkView {
  const canonical = blob === link.remote || link.kind === "backup" ? link.remoteCanonical : blob;
  const known = { remote: blob, remoteCanonical: canonical, isExecutable, style: link.style };
  const isSame = blob === link.remote && isExecutable === link.isExecutable;
  return { view: knownView(link, blob, canonical), known: isSame ? undefined : known };
}

async function viewOfBackup(
  { collectionReader }: LaneDependencies,
  { blob, isExecutable }: FoundBlob,
  content: Buffer,
): Promise<LinkView> {
  const file = await collectionReader.readFile(content);
  const canonical = file?.blob ?? null;
  const style = file === null ? null : JSON.stringify(file.style);
  return {
    view: { kind: "blob", blob, canonical },
    known: { remote: blob, remoteCanonical: canonical, isExecutable, style },
  };
}

function failed(code: LinkErrorCode, message?: string): LinkView {
  const view = { kind: "failed", code, ...(message !== undefined && { message }) } as const;
  return { view, known: undefined };
}
