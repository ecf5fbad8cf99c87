/** APIs and their versions, as requests and answers hold them. */
import { Type } from "typebox";
import { Deleted } from "./deleted.ts";
import { Link } from "./link.ts";
import { Nullable } from "./nullable.ts";
import { RepositoryReference } from "./repository.ts";
import { Revision } from "./revision.ts";
import { writing } from "./writing.ts";

export const Version = Type.Object(
  {
    name: Type.String(),
    kind: Nullable(
      Type.String({
        description: "What its schema is; null without one, or where it is not recognised.",
        examples: ["openapi-3.1"],
      }),
    ),
    revision: Nullable(Revision),
    link: Nullable(Link),
    deleted: Deleted,
  },
  { title: "Version" },
);

export const Api = Type.Object(
  {
    slug: Type.String(),
    name: Type.String(),
    description: Nullable(Type.String()),
    versions: Type.Array(Version),
    deleted: Deleted,
  },
  { title: "Api" },
);

/** As they are answered one by one. */
export const VersionWithRights = Type.Object(
  { ...Version.properties, ...writing },
  { title: "VersionWithRights" },
);

export const ApiWithRights = Type.Object({ ...Api.properties, ...writing }, { title: "ApiWithRights" });

/** Something to read, without control characters. */
export const Name = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: String.raw`^[^\u0000-\u001f\u007f]*[^\s\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*$`,
});
const Description = Nullable(Type.String({ maxLength: 5000 }));

/** It stands in addresses: no slash, no `.` or `..` alone, no space at either end. */
export const VersionName = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: String.raw`^(?!\.{1,2}$)(?!\s)[^\u0000-\u001f\u007f/\\]+(?<!\s)$`,
  examples: ["1.0"],
});

export const From = Type.Object(
  {
    repository: RepositoryReference,
    branch: Type.Optional(
      Type.String({ minLength: 1, maxLength: 255, description: "Left out: follows the default branch." }),
    ),
    path: Type.String({
      minLength: 1,
      maxLength: 1024,
      description: "From the repository's root.",
      examples: ["api/openapi.yaml"],
    }),
    version: Type.Optional(VersionName),
  },
  { title: "From", additionalProperties: false },
);

export const NewApi = Type.Object(
  { name: Name, description: Type.Optional(Description), from: Type.Optional(From) },
  { title: "NewApi", additionalProperties: false },
);

export const ApiChange = Type.Object(
  {
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    slug: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: "The new address; links and history stay." }),
    ),
  },
  { title: "ApiChange", additionalProperties: false, minProperties: 1 },
);

export const NewVersion = Type.Object(
  { name: VersionName },
  { title: "NewVersion", additionalProperties: false },
);

export const ListDeleted = {
  deleted: Type.Optional(
    Type.Boolean({ description: "Those deleted in the last 30 days, in place of those that are there." }),
  ),
};
