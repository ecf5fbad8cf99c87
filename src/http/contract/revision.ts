import { Type, type Static } from "typebox";
import type { Problem } from "../../core/sync/model.ts";
import type { RevisionRecord } from "../../db/revisions.ts";
import { Nullable } from "./nullable.ts";
import { Time, toTime } from "./time.ts";

export const Revision = Type.Object(
  {
    number: Type.Integer(),
    blob: Type.String({ description: "Git's object id of the content; read it at blobs/{blob}." }),
    origin: Type.Enum(["store", "github", "import", "rollback", "merge"]),
    author: Nullable(Type.String()),
    message: Nullable(Type.String()),
    at: Time,
    commit: Nullable(
      Type.String({ description: "The commit that brought it, or that carried it to GitHub." }),
    ),
    commitUrl: Nullable(Type.String()),
    valid: Type.Boolean(),
    problems: Type.Array(
      Type.Object({
        line: Type.Integer(),
        column: Type.Integer(),
        severity: Type.Enum(["error", "warning"]),
        message: Type.String(),
        rule: Type.String(),
      }),
    ),
  },
  { title: "Revision" },
);

export function toRevision(row: RevisionRecord): Static<typeof Revision> {
  return {
    number: row.number,
    blob: row.blob,
    origin: row.origin,
    author: row.author,
    message: row.message,
    at: toTime(row.at),
    commit: row.commitId,
    commitUrl: row.commitUrl,
    valid: row.valid === 1,
    // Written as such by keepRevision.
    problems: JSON.parse(row.problems) as Problem[],
  };
}
