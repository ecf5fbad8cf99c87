/** Follows references level by level at one commit: asks for what nobody knows, reads what is new, and ends within the limits. */
import type { BlobId } from "../core/git/object-id.ts";
import type { ReferenceFamily } from "../core/schema/closure/closure-reader.ts";
import type { FileReference } from "../core/schema/closure/file-reference.ts";
import { MAX_MEMBER_DEPTH } from "../core/schema/closure/limits.ts";
import type { AskedFile } from "../core/schema/closure/members-record.ts";
import { type KnownFile, type Reach, reachOf } from "../core/schema/closure/reach.ts";
import { isText } from "../core/schema/text.ts";
import type { ObservedFile } from "../core/sync/github-port.ts";
import { readBlob } from "../db/blobs.ts";
import type { MembersLook } from "./see-closures.ts";

interface Root {
  readonly path: string;
  readonly family: ReferenceFamily;
  readonly references: readonly FileReference[];
}

/** For each level at most: the paths, the texts, and what the texts refer to. */
const MAX_ROUNDS = 3 * (MAX_MEMBER_DEPTH + 1);

/** `unknown`: GitHub did not say, or a text cannot be read now. `unreadable`: a text takes too much to read. */
export type Unfollowed = "unknown" | "unreadable";

/** Every path that was asked for, with what is there. */
export async function followReferences(
  look: MembersLook,
  root: Root,
): Promise<readonly AskedFile[] | Unfollowed> {
  const known = new Map<string, KnownFile>();
  for (const [path, file] of look.files) {
    const state = stateOf(file);
    if (state !== null) known.set(path, state);
  }
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const reach = reachOf(root, known);
    if (reach.unknown.length > 0) {
      if (!(await askFor(look, reach.unknown, known))) return "unknown";
    } else if (reach.unread.length > 0) {
      const read = await readMembers(look, { family: root.family, reach }, known);
      if (read !== "read") return read;
    } else return askedIn(reach, known);
  }
  return "unknown";
}

/** Null: not known. */
function stateOf(file: ObservedFile): KnownFile | null {
  switch (file.kind) {
    case "unknown":
      return null;
    case "absent":
      return { blob: null, sizeBytes: 0, fault: "absent", references: [] };
    case "not-a-file":
      return { blob: null, sizeBytes: 0, fault: file.code, references: [] };
    case "blob":
      return { blob: file.blob, sizeBytes: file.sizeBytes, fault: null, references: null };
  }
}

/** False: GitHub did not say it of all of them. */
async function askFor(
  look: MembersLook,
  paths: readonly string[],
  known: Map<string, KnownFile>,
): Promise<boolean> {
  const files = await look.deps.github.readFiles(look.lane.repository.address, look.head, paths);
  for (const path of paths) {
    const file = files.get(path) ?? { kind: "unknown" };
    const state = stateOf(file);
    if (state === null) return false;
    known.set(path, state);
    look.files.set(path, file);
  }
  return true;
}

interface Reading {
  readonly family: ReferenceFamily;
  readonly reach: Reach;
}

/** `unknown` also where a text was not given whole. */
async function readMembers(
  look: MembersLook,
  { family, reach }: Reading,
  known: Map<string, KnownFile>,
): Promise<"read" | Unfollowed> {
  if (!(await readTexts(look, reach.unread))) return "unknown";
  const files = reach.unread.map(({ path, blob }) => ({
    path,
    content: look.texts.get(blob) ?? Buffer.alloc(0),
  }));
  const read = await look.deps.closureReader.readReferences(files, family);
  if (read.kind === "failed") return read.isForGood ? "unreadable" : "unknown";
  for (const [index, { path, blob, sizeBytes }] of reach.unread.entries()) {
    const isMember = isText(files[index]?.content ?? Buffer.alloc(0));
    const references = read.references[index] ?? [];
    known.set(path, { blob, sizeBytes, fault: isMember ? null : "not_text", references });
    if (!isMember) look.fresh.delete(blob);
  }
  return "read";
}

type Unread = Reach["unread"];

async function readTexts(look: MembersLook, unread: Unread): Promise<boolean> {
  const { deps, lane, texts } = look;
  const wanted: { readonly blob: BlobId; readonly sizeBytes: number }[] = [];
  for (const { path, blob, sizeBytes } of unread) {
    if (texts.has(blob)) continue;
    const kept = await readBlob(deps.store.read, lane.workspaceId, blob);
    const file = look.files.get(path);
    if (kept !== null) texts.set(blob, kept);
    else if (file?.kind === "blob" && file.content !== null) keep(look, blob, file.content);
    else wanted.push({ blob, sizeBytes });
  }
  if (wanted.length === 0) return true;
  const read = await deps.github.readBlobs(lane.repository.address, wanted);
  for (const [blob, content] of read) keep(look, blob, content);
  return wanted.every(({ blob }) => texts.has(blob));
}

function keep({ texts, fresh }: MembersLook, blob: BlobId, content: Buffer): void {
  texts.set(blob, content);
  fresh.set(blob, content);
}

function askedIn({ asked, tooLarge }: Reach, known: ReadonlyMap<string, KnownFile>): readonly AskedFile[] {
  return asked.map((path) => {
    const { blob, sizeBytes, fault } = known.get(path) ?? { blob: null, sizeBytes: 0, fault: "absent" };
    return { path, blob, sizeBytes, fault: tooLarge.has(path) ? "too_large" : fault };
  });
}
