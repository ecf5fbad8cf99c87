/** What was deleted, and can be restored for a while. */
import { Type, type Static } from "typebox";
import { DELETED_KEPT_MS } from "../../db/apis.ts";
import { Nullable } from "./nullable.ts";
import { Time, toTime } from "./time.ts";

export const Deleted = Nullable(
  Type.Object(
    { at: Time, until: Type.String({ format: "date-time", description: "It can be restored until then." }) },
    { title: "Deleted", description: "Null: it is there." },
  ),
);

/** In milliseconds since 1970; null: it is there. */
export function toDeleted(deletedAt: number | null): Static<typeof Deleted> {
  return deletedAt === null ? null : { at: toTime(deletedAt), until: toTime(deletedAt + DELETED_KEPT_MS) };
}
