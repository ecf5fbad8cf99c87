/**
 * What a link remembers of the files that its root refers to: which paths were asked for, and what was there, at the lane's head.
 * It counts only for the binding and the root that it was made for.
 */
import { type BlobId, isObjectId, parseBlobId } from "../../git/object-id.ts";
import { type ClosureId, closureIdOf, type Member } from "./closure-id.ts";
import type { MemberFault } from "./reach.ts";

export interface AskedFile {
  readonly path: string;
  /** Null: no file is there. */
  readonly blob: BlobId | null;
  readonly sizeBytes: number;
  /** Null: it is a member. */
  readonly fault: MemberFault | null;
}

export interface MembersRecord {
  /** The link's, when it was made. */
  readonly generation: number;
  readonly root: BlobId;
  /** Null: the root refers to no other file. */
  readonly asked: readonly AskedFile[] | null;
}

export function printMembersRecord({ generation, root, asked }: MembersRecord): string {
  const files = asked?.map(({ path, blob, sizeBytes, fault }) => [path, blob, sizeBytes, fault]) ?? null;
  return JSON.stringify({ generation, root, asked: files });
}

/** Written by `printMembersRecord`. Null: none, or none that can be read; the next look makes it anew. */
export function parseMembersRecord(text: string | null | undefined): MembersRecord | null {
  if (text === null || text === undefined) return null;
  const value = JSON.parse(text) as {
    readonly generation: number;
    readonly root: string;
    readonly asked: readonly (readonly [string, string | null, number, MemberFault | null])[] | null;
  };
  if (!isObjectId(value.root)) return null;
  return {
    generation: value.generation,
    root: parseBlobId(value.root),
    asked:
      value.asked?.map(([path, blob, sizeBytes, fault]) => ({
        path,
        blob: blob === null ? null : parseBlobId(blob),
        sizeBytes,
        fault,
      })) ?? null,
  };
}

export function membersOf({ asked }: MembersRecord): readonly Member[] {
  return (asked ?? []).flatMap(({ path, blob, fault }) =>
    blob === null || fault !== null ? [] : [{ path, blob }],
  );
}

export function faultsOf({ asked }: MembersRecord): ReadonlyMap<string, MemberFault> {
  return new Map((asked ?? []).flatMap(({ path, fault }) => (fault === null ? [] : [[path, fault]])));
}

/** Null: the root refers to no other file. */
export function closureOf(record: MembersRecord): ClosureId | null {
  return record.asked === null ? null : closureIdOf(membersOf(record));
}
