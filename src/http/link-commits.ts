/** What became of the links of a document that was saved: whether they rest, and the commit that carried the save. */
import { findLink, type LinkRecord } from "../db/links.ts";
import type { RevisionRecord } from "../db/revisions.ts";
import type { Reader } from "../db/store.ts";
import { restingLink } from "./link-rest.ts";

/** The links once all of them rest; null before. */
export async function allResting(
  reader: Reader,
  awaited: readonly LinkRecord[],
): Promise<readonly LinkRecord[] | null> {
  const rested: LinkRecord[] = [];
  for (const one of awaited) {
    const link = await restingLink(reader, one);
    if (link === null) return null;
    rested.push(link);
  }
  return rested;
}

export async function presentLinks(
  reader: Reader,
  awaited: readonly LinkRecord[],
): Promise<readonly LinkRecord[]> {
  const links: LinkRecord[] = [];
  for (const link of awaited) links.push((await findLink(reader, link.workspaceId, link.id)) ?? link);
  return links;
}

/**
 * The commit that carried the save to this link. A revision remembers one commit, which is this link's where no other backup
 * lies in the repository; else the lane's head is, where the link was committed since the save, be it with a later one.
 */
export function commitOf(
  link: LinkRecord,
  revision: RevisionRecord,
  links: readonly LinkRecord[],
): string | null {
  const isAlone = links.every(({ id, repository }) => id === link.id || repository !== link.repository);
  if (isAlone && revision.commitUrl?.startsWith(`${link.repositoryUrl}/`) === true) return revision.commitId;
  return link.committedAt !== null && link.committedAt >= revision.at ? link.laneHead : null;
}
