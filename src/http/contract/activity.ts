import { Type, type Static } from "typebox";
import type { ActivityType } from "../../db/activity.ts";
import type { ActivityRecord } from "../../db/activity-list.ts";
import { Nullable } from "./nullable.ts";
import { Time, toTime } from "./time.ts";

const By = Type.Object(
  {
    kind: Type.Enum(["admin", "user", "token", "hook"]),
    name: Nullable(Type.String({ description: "The user's login, or the token's name." })),
    id: Nullable(Type.Integer()),
  },
  {
    title: "ActivityBy",
    description:
      "With what the request came that did it; `admin` is LOCKSTEP_ADMIN_TOKEN. Null: no request, such as a push on GitHub, or one of nobody who is known.",
  },
);

export const Activity = Type.Object(
  {
    id: Type.Integer(),
    at: Time,
    type: Type.String({ examples: ["revision.added", "commit.made", "link.state"] }),
    workspace: Nullable(Type.String({ description: "Null: of the server, such as a sign-in." })),
    actor: Nullable(
      Type.String({ description: "Who is named: the author of a commit or of a save, else who `by` names." }),
    ),
    by: Nullable(By),
    address: Nullable(
      Type.String({ description: "Where the request came from; shown to admins of the workspace alone." }),
    ),
    document: Nullable(
      Type.Union([
        Type.Object({ api: Type.String(), version: Type.String() }),
        Type.Object({
          collection: Type.String(),
          name: Type.String({ description: "What the collection is called now." }),
        }),
      ]),
    ),
    link: Nullable(Type.Integer()),
    data: Type.Record(Type.String(), Type.Unknown(), { description: "Its members depend on `type`." }),
  },
  { title: "Activity" },
);

export function toActivity(row: ActivityRecord, { isAdmin }: { isAdmin: boolean }): Static<typeof Activity> {
  return {
    id: row.id,
    at: toTime(row.at),
    type: row.type,
    workspace: row.workspace,
    actor: row.actor,
    by: byOf(row),
    address: isAdmin ? row.address : null,
    document: documentOf(row),
    link: row.link,
    // Written as such by recordActivity.
    data: JSON.parse(row.data) as Record<string, unknown>,
  };
}

/** Done, or tried, by somebody of whom nothing is known but the address. */
const ANONYMOUS: ReadonlySet<string> = new Set<ActivityType>([
  "session.refused",
  "setup.opened",
  "host.added",
]);

/** Every request has an address; what was done without one was done by no request. */
function byOf(row: ActivityRecord): Static<typeof By> | null {
  if (row.user !== null) return { kind: "user", name: row.userLogin, id: row.user };
  if (row.token !== null) return { kind: "token", name: row.tokenName, id: row.token };
  if (row.hook !== null) return { kind: "hook", name: null, id: row.hook };
  return row.address === null || ANONYMOUS.has(row.type) ? null : { kind: "admin", name: null, id: null };
}

function documentOf(row: ActivityRecord): Static<typeof Activity>["document"] {
  if (row.collectionUid !== null && row.collectionName !== null)
    return { collection: row.collectionUid, name: row.collectionName };
  if (row.apiSlug !== null && row.versionName !== null) return { api: row.apiSlug, version: row.versionName };
  return null;
}
