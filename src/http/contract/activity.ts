import { Type, type Static } from "typebox";
import type { ActivityRecord } from "../../db/activity-list.ts";
import { Nullable } from "./nullable.ts";
import { Time, toTime } from "./time.ts";

export const Activity = Type.Object(
  {
    id: Type.Integer(),
    at: Time,
    type: Type.String({ examples: ["revision.added", "commit.made", "link.state"] }),
    actor: Nullable(Type.String()),
    document: Nullable(
      Type.Union([
        Type.Object({ api: Type.String(), version: Type.String() }),
        Type.Object({ collection: Type.String() }),
      ]),
    ),
    link: Nullable(Type.Integer()),
    data: Type.Record(Type.String(), Type.Unknown(), { description: "Its members depend on `type`." }),
  },
  { title: "Activity" },
);

export function toActivity(row: ActivityRecord): Static<typeof Activity> {
  return {
    id: row.id,
    at: toTime(row.at),
    type: row.type,
    actor: row.actor,
    document: documentOf(row),
    link: row.link,
    // Written as such by recordActivity.
    data: JSON.parse(row.data) as Record<string, unknown>,
  };
}

function documentOf(row: ActivityRecord): Static<typeof Activity>["document"] {
  if (row.collectionUid !== null) return { collection: row.collectionUid };
  if (row.apiSlug !== null && row.versionName !== null) return { api: row.apiSlug, version: row.versionName };
  return null;
}
