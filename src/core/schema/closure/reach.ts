/**
 * What a schema reaches, level by level, within the limits. Pure: given what is known so far, it says what must be looked at and
 * read next; asked again with that, it comes to its end, for no path is wanted twice.
 */
import type { BlobId } from "../../git/object-id.ts";
import type { Member } from "./closure-id.ts";
import type { FileReference } from "./file-reference.ts";
import { MAX_MEMBER_BYTES, MAX_MEMBER_DEPTH, MAX_MEMBERS } from "./limits.ts";

/** Why a path is no member though something refers to it. */
export type MemberFault = "absent" | "symlink" | "submodule" | "path_taken" | "not_text" | "too_large";

export interface KnownFile {
  readonly blob: BlobId | null;
  readonly sizeBytes: number;
  readonly fault: MemberFault | null;
  /** Null: its text has not been read yet. */
  readonly references: readonly FileReference[] | null;
}

export interface Reach {
  readonly members: readonly Member[];
  /** Every path that the members depend on, in the order in which they were met; those of `unknown` among them. */
  readonly asked: readonly string[];
  /** Paths of which nothing is known. */
  readonly unknown: readonly string[];
  /** Members whose texts are to be read. */
  readonly unread: readonly (Member & { readonly sizeBytes: number })[];
  /** Paths that are there, but beyond the limit of bytes. */
  readonly tooLarge: ReadonlySet<string>;
}

interface Walk {
  readonly root: string;
  readonly known: ReadonlyMap<string, KnownFile>;
  readonly members: Map<string, Member>;
  readonly asked: Set<string>;
  readonly unknown: Set<string>;
  readonly unread: (Member & { readonly sizeBytes: number })[];
  readonly tooLarge: Set<string>;
  sizeBytes: number;
}

export function reachOf(
  root: { readonly path: string; readonly references: readonly FileReference[] },
  known: ReadonlyMap<string, KnownFile>,
): Reach {
  const walk: Walk = {
    root: root.path,
    known,
    members: new Map(),
    asked: new Set(),
    unknown: new Set(),
    unread: [],
    tooLarge: new Set(),
    sizeBytes: 0,
  };
  let level = root.references;
  for (let depth = 1; depth <= MAX_MEMBER_DEPTH && level.length > 0; depth += 1)
    level = level.flatMap((reference) => follow(walk, reference));
  return {
    members: [...walk.members.values()],
    asked: [...walk.asked],
    unknown: [...walk.unknown],
    unread: walk.unread,
    tooLarge: walk.tooLarge,
  };
}

/** @returns the references of the file that it leads to, where it is met for the first time */
function follow(walk: Walk, { candidates }: FileReference): readonly FileReference[] {
  let isCertain = true;
  for (const path of candidates) {
    if (isCertain && (path === walk.root || walk.members.has(path))) return [];
    if (!ask(walk, path)) return [];
    const file = walk.known.get(path);
    if (file === undefined) {
      walk.unknown.add(path);
      isCertain = false;
    } else if (isCertain && file.fault === null && file.blob !== null)
      return take(walk, { path, blob: file.blob }, file);
  }
  return [];
}

/** False: there is no room for one more. */
function ask({ asked }: Walk, path: string): boolean {
  if (!asked.has(path) && asked.size >= MAX_MEMBERS) return false;
  asked.add(path);
  return true;
}

function take(walk: Walk, member: Member, { sizeBytes, references }: KnownFile): readonly FileReference[] {
  if (walk.sizeBytes + sizeBytes > MAX_MEMBER_BYTES) {
    walk.tooLarge.add(member.path);
    return [];
  }
  walk.sizeBytes += sizeBytes;
  walk.members.set(member.path, member);
  if (references === null) walk.unread.push({ ...member, sizeBytes });
  return references ?? [];
}
