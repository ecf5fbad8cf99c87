/** A link that is moved to where its file went keeps its agreement: it is the same text, on the same branch. */
import { agreedAfterRename } from "../core/sync/rename.ts";
import { agreedOf } from "./lane-load.ts";
import type { LinkRow } from "./links.ts";

export interface PathOnBranch {
  readonly repository: number;
  readonly branch: string;
  readonly path: string;
}

/** Whether the place is the one that is offered: while the file is gone, and nowhere but on its own branch. */
export function isOffered(link: LinkRow, place: PathOnBranch): boolean {
  return (
    link.remote === "absent" &&
    link.renamedTo === place.path &&
    link.repository === place.repository &&
    link.branch === place.branch
  );
}

/** The columns in which a followed link differs from one that agrees anew; none where the place is not the one offered. */
export function keptAfterRename(link: LinkRow, place: PathOnBranch): Partial<LinkRow> {
  const agreed = agreedOf(link);
  if (agreed === null || link.renamedBlob === null || !isOffered(link, place)) return {};
  const { store, remote } = agreedAfterRename(agreed, link.renamedBlob);
  return { agreedStore: store, agreedRemote: remote, committedAt: link.committedAt };
}
