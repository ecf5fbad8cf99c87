/** Capability URLs for senders that can carry no token. */
import { Type, type Static } from "typebox";
import type { HookRecord } from "../../db/hooks.ts";
import { BranchWish } from "./branch.ts";
import { Nullable } from "./nullable.ts";
import { RepositoryReference } from "./repository.ts";
import { Time, toTime, toTimeOrNull } from "./time.ts";

const members = {
  id: Type.Integer(),
  collection: Nullable(Type.String({ description: "The collection that it saves; null: any." })),
  repository: Nullable(Type.String({ description: "Where new backups go: `owner/name`." })),
  branch: Nullable(Type.String({ description: "Null follows the default branch." })),
  directory: Nullable(Type.String()),
  createdAt: Time,
  lastUsedAt: Nullable(Time),
};

export const Hook = Type.Object(members, { title: "Hook" });

export const HookWithUrl = Type.Object(
  { ...members, url: Type.String({ description: "Shown this once. Whoever has it can save." }) },
  { title: "HookWithUrl" },
);

export const HookWish = Type.Object(
  {
    repository: RepositoryReference,
    branch: Type.Optional(BranchWish),
    directory: Type.Optional(
      Type.String({
        maxLength: 1024,
        description: '`Postman Collections` where left out; `""` is the root.',
      }),
    ),
  },
  { title: "HookWish", additionalProperties: false },
);

export function toHook(row: HookRecord): Static<typeof Hook> {
  const { repositoryOwner, repositoryName } = row;
  return {
    id: row.id,
    collection: row.collectionUid,
    repository: repositoryOwner === null ? null : `${repositoryOwner}/${repositoryName}`,
    branch: row.branch,
    directory: row.directory,
    createdAt: toTime(row.createdAt),
    lastUsedAt: toTimeOrNull(row.lastUsedAt),
  };
}
