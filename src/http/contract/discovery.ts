/** Files of a repository, and which of them look like documents. */
import { Type } from "typebox";
import { Nullable } from "./nullable.ts";

const LinkId = Nullable(Type.Integer({ description: "The link that has this path on this branch." }));

export const RepositoryFile = Type.Object(
  {
    name: Type.String(),
    path: Type.String(),
    kind: Type.Enum(["file", "directory"]),
    blob: Nullable(Type.String()),
    sizeBytes: Nullable(Type.Integer()),
    link: LinkId,
  },
  { title: "RepositoryFile" },
);

export const RepositoryFiles = Type.Object(
  {
    branch: Type.String(),
    head: Nullable(Type.String({ description: "The commit; null: the repository is empty." })),
    complete: Type.Boolean({
      description: "False: GitHub lists the files of a repository as large as this one only in part.",
    }),
    items: Type.Array(RepositoryFile),
    next: Nullable(Type.String()),
  },
  { title: "RepositoryFiles" },
);

export const DiscoveredDocument = Type.Object(
  {
    path: Type.String(),
    type: Type.Enum(["schema", "collection"]),
    kind: Nullable(
      Type.String({
        description: "What its content is; null: told by its name alone.",
        examples: ["openapi-3.1", "postman"],
      }),
    ),
    name: Nullable(Type.String({ description: "What it calls itself." })),
    collection: Nullable(Type.String({ description: "Of a collection: its id." })),
    by: Type.Enum(["content", "name"]),
    blob: Type.String(),
    sizeBytes: Nullable(Type.Integer()),
    link: LinkId,
  },
  { title: "DiscoveredDocument" },
);

export const Discovery = Type.Object(
  {
    branch: Type.String(),
    head: Nullable(Type.String()),
    complete: Type.Boolean({
      description:
        "False: there are more files than are looked into at once, or than GitHub lists. What is likely by its name comes first.",
    }),
    items: Type.Array(DiscoveredDocument),
    next: Nullable(Type.String()),
  },
  { title: "Discovery" },
);
