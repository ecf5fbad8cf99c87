/** Capability URLs for senders that can carry no token. */
import { Type, type Static } from "typebox";
import type { HookRecord } from "../../db/hooks.ts";
import { BranchWish } from "./branch.ts";
import { Nullable } from "./nullable.ts";
import { RepositoryReference } from "./repository.ts";
import { Time, toTime, toTimeOrNull } from "./time.ts";

const AllowedAddresses = Nullable(
  Type.Array(Type.String({ maxLength: 50 }), {
    minItems: 1,
    maxItems: 100,
    description:
      "Addresses (`192.0.2.1`, `2001:db8::1`) and networks (`192.0.2.0/24`) that it takes saves from; null: all. Behind a proxy set TRUST_PROXY.",
  }),
);

const members = {
  id: Type.Integer(),
  collection: Nullable(Type.String({ description: "The collection that it saves; null: any." })),
  repository: Nullable(Type.String({ description: "Where new backups go: `owner/name`." })),
  branch: Nullable(Type.String({ description: "Null follows the default branch." })),
  directory: Nullable(Type.String()),
  allowedAddresses: AllowedAddresses,
  confined: Type.Boolean({
    description:
      "It saves no collection that is backed up in another repository: whoever made it could not push everywhere.",
  }),
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
    allowedAddresses: Type.Optional(AllowedAddresses),
  },
  { title: "HookWish", additionalProperties: false },
);

export const HookChange = Type.Object(
  { allowedAddresses: AllowedAddresses },
  { title: "HookChange", additionalProperties: false },
);

/** Of a request that may come without a body. */
export const HookOptions = Nullable(
  Type.Object(
    { allowedAddresses: Type.Optional(AllowedAddresses) },
    { title: "HookOptions", additionalProperties: false },
  ),
);

export function toHook(row: HookRecord): Static<typeof Hook> {
  const { repositoryOwner, repositoryName } = row;
  return {
    id: row.id,
    collection: row.collectionUid,
    repository: repositoryOwner === null ? null : `${repositoryOwner}/${repositoryName}`,
    branch: row.branch,
    directory: row.directory,
    allowedAddresses: row.allowedAddresses === null ? null : [...row.allowedAddresses],
    confined: row.isConfined === 1,
    createdAt: toTime(row.createdAt),
    lastUsedAt: toTimeOrNull(row.lastUsedAt),
  };
}
