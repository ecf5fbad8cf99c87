/** Collections, their saves and their backups. */
import { Type, type Static } from "typebox";
import type { FoundSecret } from "../../core/collection/secrets.ts";
import type { CollectionRecord } from "../../db/collections.ts";
import type { LinkRecord } from "../../db/links.ts";
import type { RevisionRecord } from "../../db/revisions.ts";
import { LINK_STATES } from "../../core/sync/model.ts";
import { Deleted, toDeleted } from "./deleted.ts";
import { Link, toLink } from "./link.ts";
import { Nullable } from "./nullable.ts";
import { Revision, toRevision } from "./revision.ts";
import { writing } from "./writing.ts";

const members = {
  id: Type.String({ description: "The collection's own UUID, in lower case." }),
  name: Type.String(),
  revision: Nullable(Revision),
  backups: Type.Array(Link),
  deleted: Deleted,
};

/** As lists hold it. */
export const Collection = Type.Object(members, { title: "Collection" });

const Secrets = Type.Array(
  Type.Object({
    path: Type.String({ description: "JSON Pointer (RFC 6901) into the collection." }),
    kind: Type.String({ examples: ["auth", "github_token"] }),
  }),
  {
    description:
      "Warning: what looks like a secret and would be committed. At most 100; none found is no proof.",
  },
);

export const CollectionWithSecrets = Type.Object(
  { ...members, ...writing, secrets: Secrets },
  { title: "CollectionWithSecrets" },
);

export const BackupWithSecrets = Type.Object(
  { ...Link.properties, secrets: Secrets },
  { title: "BackupWithSecrets" },
);

/** What is read of a collection to show it. */
export interface CollectionView {
  readonly collection: CollectionRecord;
  readonly revision: RevisionRecord | null;
  readonly backups: readonly LinkRecord[];
}

export function toCollection({ collection, revision, backups }: CollectionView): Static<typeof Collection> {
  return {
    id: collection.uid,
    name: collection.name,
    revision: revision === null ? null : toRevision(revision),
    backups: backups.map(toLink),
    deleted: toDeleted(collection.deletedAt),
  };
}

export function toSecrets(secrets: readonly FoundSecret[]): Static<typeof Secrets> {
  return secrets.map(({ path, kind }) => ({ path, kind }));
}

export const CollectionSaved = Type.Object(
  {
    revision: Revision,
    links: Type.Array(Type.Object({ id: Type.Integer(), state: Type.Enum([...LINK_STATES]) })),
  },
  { title: "CollectionSaved", description: "Durable; the commits follow." },
);

export const CollectionCommitted = Type.Object(
  {
    revision: Revision,
    links: Type.Array(
      Type.Object({
        id: Type.Integer(),
        state: Type.Enum([...LINK_STATES]),
        commit: Nullable(
          Type.String({ description: "Null: nothing was to be committed, or `state` says why." }),
        ),
      }),
    ),
  },
  { title: "CollectionCommitted" },
);

/** The bytes are read by the route itself: parsing would lose the spelling of numbers and the order of keys. */
export const CollectionBody = Type.Unknown({
  description: 'A Postman collection of format v2.0 or v2.1: bare, or as {"collection": …}. At most 25 MiB.',
});

export const CollectionParams = Type.Object({ collection: Type.String({ maxLength: 100 }) });
