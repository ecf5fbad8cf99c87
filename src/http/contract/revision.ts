import { Type, type Static } from "typebox";
import type { Problem } from "../../core/sync/model.ts";
import { changesOfRevision } from "../../db/revision-changes.ts";
import type { RevisionRecord } from "../../db/revisions.ts";
import { Unnamed } from "./compare.ts";
import { Nullable } from "./nullable.ts";
import { Time, toTime } from "./time.ts";

const CountedChanges = Type.Object(
  {
    breaking: Type.Integer({ description: "How many changes break something." }),
    dangerous: Type.Integer({ description: "How many may." }),
    compatible: Type.Integer({ description: "How many do not." }),
    unnamed: Nullable(Unnamed),
    cut: Type.Boolean({ description: "There are more than were looked for." }),
  },
  {
    description:
      "How much differs from the revision before it, as `compare` counts it; null: the two were not compared yet. They are when somebody asks for it, and before a webhook tells of the revision.",
  },
);

/** What a check found in a text. */
export const Problems = Type.Array(
  Type.Object({
    path: Type.Optional(
      Type.String({
        description:
          "The file in the repository in which it lies, where that is one that the schema refers to; left out: the schema itself.",
      }),
    ),
    line: Type.Integer(),
    column: Type.Integer(),
    severity: Type.Enum(["error", "warning"]),
    message: Type.String(),
    rule: Type.String(),
  }),
);

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
    problems: Problems,
    closure: Nullable(
      Type.String({
        description:
          "Of a schema that refers to other files of its repository: another value wherever one of them has changed.",
      }),
    ),
    changes: Nullable(CountedChanges),
  },
  { title: "Revision" },
);

export const RevisionWithFiles = Type.Object(
  {
    ...Revision.properties,
    files: Type.Array(Type.Object({ path: Type.String(), blob: Type.String() }), {
      description:
        "The files that it refers to, by their paths in the repository; read them at blobs/{blob}.",
    }),
  },
  { title: "RevisionWithFiles" },
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
    closure: row.closure,
    changes: toCountedChanges(row),
  };
}

function toCountedChanges(row: RevisionRecord): Static<typeof CountedChanges> | null {
  const changes = changesOfRevision(row);
  if (changes === null) return null;
  const { isCut, ...counts } = changes;
  return { ...counts, cut: isCut };
}
