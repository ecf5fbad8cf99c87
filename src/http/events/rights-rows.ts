/** Which rows of the activity tell that somebody's rights may have changed: they are asked before anything more is told. */
import type { ActivityType } from "../../db/activity.ts";
import type { ActivityRecord } from "../../db/activity-list.ts";
import type { Audience } from "./audience.ts";

const OF_WORKSPACE: ReadonlySet<string> = new Set<ActivityType>([
  "token.changed",
  "token.revoked",
  "installation.changed",
  "repository.changed",
]);
const OF_PERSON: ReadonlySet<string> = new Set<ActivityType>(["session.ended"]);

export function concernsRightsOf({ userId, workspaceId }: Audience, row: ActivityRecord): boolean {
  if (OF_PERSON.has(row.type)) return userId !== null && (row.user === null || row.user === userId);
  return row.workspaceId === workspaceId && OF_WORKSPACE.has(row.type);
}
