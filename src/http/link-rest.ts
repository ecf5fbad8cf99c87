/** When the work on a link that a request has caused is done. */
import { findLink, type LinkRecord } from "../db/links.ts";
import type { Reader } from "../db/store.ts";

/**
 * The link once it rests: its lane has come as far as it was dirty when the request was recorded, or the link itself no longer
 * waits (others of its lane may). Null while it does not rest. A link that was removed meanwhile rests as it was.
 *
 * @param awaited as it was read in the transaction that marked its lane
 */
export async function restingLink(reader: Reader, awaited: LinkRecord): Promise<LinkRecord | null> {
  const link = await findLink(reader, awaited.workspaceId, awaited.id);
  if (link === null) return awaited;
  if (awaited.state === "pending" && link.state !== "pending") return link;
  const until = link.lane === awaited.lane ? awaited.laneDirty : link.laneDirty;
  return link.laneClean >= until ? link : null;
}
