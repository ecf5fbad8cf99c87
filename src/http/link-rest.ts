/** When the work on a link that a request has caused is done. */
import { findLink, laneProgress, type LinkRecord } from "../db/links.ts";
import type { Reader } from "../db/store.ts";

/** The link as it was when the request was recorded, and its lane's dirty number then. */
export interface AwaitedLink {
  readonly link: LinkRecord;
  readonly dirty: number;
}

/**
 * The link once it rests: its lane has come as far as the mark, or the link itself no longer waits (others of its lane may). Null
 * while it does not rest. A link that was removed meanwhile rests as it was.
 */
export async function restingLink(reader: Reader, awaited: AwaitedLink): Promise<LinkRecord | null> {
  const { workspaceId, id, state } = awaited.link;
  const link = await findLink(reader, workspaceId, id);
  if (link === null) return awaited.link;
  if (state === "pending" && link.state !== "pending") return link;
  const progress = await laneProgress(reader, link.lane);
  const hasMoved = link.lane !== awaited.link.lane;
  if (progress === null) return link;
  return progress.clean >= (hasMoved ? progress.dirty : awaited.dirty) ? link : null;
}
