/** A choice between two texts: what there is to choose from, and the choice. */
import { Type } from "typebox";
import { Blob } from "./blob.ts";
import { Keep } from "./keep.ts";
import { Nullable } from "./nullable.ts";
import { Problems } from "./revision.ts";
import { writing } from "./writing.ts";

const BlobOrNull = Nullable(Type.String({ pattern: "^[0-9a-f]{40}$" }));

const Sides = Type.Object(
  { store: BlobOrNull, remote: BlobOrNull },
  { description: "The blobs that were shown; null: none, or absent.", additionalProperties: false },
);

export const ResolutionWish = Type.Object(
  {
    expected: Sides,
    keep: Type.Optional(Keep),
    content: Type.Optional(Type.String({ description: "The merged text; in place of `keep`." })),
  },
  { title: "ResolutionWish", additionalProperties: false },
);

export const MergedText = Type.Object(
  { content: Type.String({ description: "The merged text." }) },
  { title: "MergedText", additionalProperties: false },
);

export const MergedCheck = Type.Object(
  {
    kind: Nullable(Type.String({ description: "Of a schema, as of a version; null: a collection." })),
    valid: Type.Boolean(),
    problems: Problems,
  },
  { title: "MergedCheck" },
);

export const Conflict = Type.Object(
  {
    expected: Sides,
    base: Nullable(Blob),
    store: Nullable(Blob),
    remote: Nullable(Blob),
    merge: Nullable(Type.Object({ blob: Blob, clashes: Type.Integer() })),
    renamedTo: Nullable(Type.String({ description: "Where the file went; PATCH the link there to follow." })),
    text: Type.Object(writing, {
      description:
        "The document's text, which each choice but `keep: store` changes, and which goes to all that the document is linked to.",
    }),
  },
  { title: "Conflict", description: "Blob ids; the texts are at blobs/{blob}." },
);
