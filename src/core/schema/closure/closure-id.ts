/** The id of the files that a schema refers to: the same for the same files with the same contents, whatever their order. */
import { createHash } from "node:crypto";
import type { BlobId } from "../../git/object-id.ts";

export interface Member {
  readonly path: string;
  readonly blob: BlobId;
}

declare const closureBrand: unique symbol;

/** 64 lower-case hexadecimal digits. */
export type ClosureId = string & { readonly [closureBrand]: true };

export function closureIdOf(members: readonly Member[]): ClosureId {
  const hash = createHash("sha256");
  for (const { path, blob } of sortedMembers(members)) hash.update(`${blob} ${path}\0`);
  return hash.digest("hex") as ClosureId;
}

export function sortedMembers(members: readonly Member[]): readonly Member[] {
  return members.toSorted((one, other) => (one.path < other.path ? -1 : Number(one.path > other.path)));
}
