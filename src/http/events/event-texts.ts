/** Rows as the text of a stream, for those who may read them. */
import { type DocumentStanding, holds, mayReadActivity, type Rights } from "../../core/access/rights.ts";
import type { ActivityRecord } from "../../db/activity-list.ts";
import type { EventPage } from "../../db/events.ts";
import type { LinkRecord } from "../../db/links.ts";
import { standingsOf } from "../../db/reach.ts";
import type { Reader } from "../../db/store.ts";
import { toActivity } from "../contract/activity.ts";
import { formatEvent } from "../contract/event.ts";
import { toLink } from "../contract/link.ts";
import type { Audience } from "./audience.ts";

interface EventRows {
  readonly links: readonly LinkRecord[];
  readonly activity: readonly ActivityRecord[];
}

/** What may be told, and with which rights that was judged. */
export interface Judged {
  readonly rights: Rights | null;
  readonly text: string;
  /** Id of the last row of the workspace, whether it may be told or not; null: there was none. */
  readonly lastId: number | null;
}

/** Of rows that may all be read. */
export function eventText({ links, activity }: EventRows, { isAdmin }: Pick<Rights, "isAdmin">): string {
  const told = [
    ...links.map((row) => formatEvent({ event: "link", data: toLink(row) })),
    ...activity.map((row) =>
      formatEvent({ event: "activity", id: row.id, data: toActivity(row, { isAdmin }) }),
    ),
  ];
  return told.join("");
}

/** What each audience may be told of rows of all workspaces. Who comes meanwhile is left out. */
export async function judgePage(
  reader: Reader,
  page: EventPage,
  audiences: Iterable<Audience>,
): Promise<ReadonlyMap<Audience, Judged>> {
  const judged = new Map<Audience, Judged>();
  const present = [...audiences];
  for (const audience of present) judged.set(audience, { rights: audience.rights, text: "", lastId: null });
  for (const [workspaceId, own] of Map.groupBy(present, (audience) => audience.workspaceId)) {
    const links = page.links.filter((row) => row.workspaceId === workspaceId);
    const activity = page.activity.filter((row) => row.workspaceId === workspaceId);
    if (links.length + activity.length === 0) continue;
    const documents = new Set(activity.flatMap(({ document }) => document ?? []));
    const standings = await standingsOf(reader, workspaceId, [...documents]);
    for (const audience of own) {
      const { rights } = audience;
      if (rights === null) continue;
      const text = eventText(readableRows({ links, activity }, rights, standings), rights);
      judged.set(audience, { rights, text, lastId: activity.at(-1)?.id ?? null });
    }
  }
  return judged;
}

const NOWHERE: DocumentStanding = { repositories: [], createdBy: null };

/** As db/reach.ts says it in SQL. */
function readableRows(
  { links, activity }: EventRows,
  rights: Rights,
  standings: ReadonlyMap<number, DocumentStanding>,
): EventRows {
  return {
    links: links.filter(({ repository }) => holds(rights.readable, repository)),
    activity: activity.filter(({ document, repository, link }) => {
      const standing = document === null ? null : (standings.get(document) ?? NOWHERE);
      return mayReadActivity(rights, { document: standing, repository, isAboutLink: link !== null });
    }),
  };
}
