/** Tokens of a workspace, for programs. */
import { Type, type Static } from "typebox";
import { SCOPES } from "../../core/access/caller.ts";
import type { TokenRecord } from "../../db/tokens.ts";
import { Nullable } from "./nullable.ts";
import { Time, toTime, toTimeOrNull } from "./time.ts";

const Scopes = Type.Array(Type.Enum(SCOPES), {
  minItems: 1,
  maxItems: SCOPES.length,
  uniqueItems: true,
  description:
    "`read`: everything in the workspace but what is its admins'. `write`: that, and changing it. `collections:save`: saying that a collection was saved, and nothing else.",
});
const CollectionId = Type.String({
  description: "The one collection that `collections:save` is narrowed to.",
});

const Name = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: String.raw`^[^\u0000-\u001f\u007f]*[^\s\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*$`,
  description: "What people know it by, such as where it is used.",
});
const Expiry = Nullable(
  Type.String({ format: "date-time", description: "RFC 3339, in the future; null: it does not expire." }),
);

const members = {
  id: Type.Integer(),
  name: Type.String(),
  scopes: Scopes,
  collection: Nullable(CollectionId),
  hint: Type.String({ description: "The token's last characters." }),
  createdBy: Nullable(
    Type.String({
      description:
        "Login of who made it, null: the holder of LOCKSTEP_ADMIN_TOKEN. It is the workspace's and stays when they leave.",
    }),
  ),
  createdAt: Time,
  expiresAt: Nullable(Time),
  lastUsedAt: Nullable(Type.String({ format: "date-time", description: "To the minute; RFC 3339, UTC." })),
};

export const Token = Type.Object(members, { title: "Token" });

export const TokenWithSecret = Type.Object(
  { ...members, token: Type.String({ description: "Shown this once, and kept only as a hash." }) },
  { title: "TokenWithSecret" },
);

export const TokenWish = Type.Object(
  {
    name: Name,
    scopes: Scopes,
    collection: Type.Optional(Nullable(CollectionId)),
    expiresAt: Type.Optional(Expiry),
  },
  { title: "TokenWish", additionalProperties: false },
);

/** Its scopes stay: who wants others makes another. */
export const TokenChange = Type.Object(
  { name: Type.Optional(Name), expiresAt: Type.Optional(Expiry) },
  { title: "TokenChange", additionalProperties: false, minProperties: 1 },
);

export function toToken(row: TokenRecord): Static<typeof Token> {
  return {
    id: row.id,
    name: row.name,
    scopes: [...row.scopes],
    collection: row.collectionUid,
    hint: row.hint,
    createdBy: row.maker,
    createdAt: toTime(row.createdAt),
    expiresAt: toTimeOrNull(row.expiresAt),
    lastUsedAt: toTimeOrNull(row.usedAt),
  };
}
