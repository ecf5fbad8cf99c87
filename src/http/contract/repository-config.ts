/** A repository's config file: what it declares, and what came of it. */
import { Type, type Static } from "typebox";
import { isObjectId } from "../../core/git/object-id.ts";
import { CONFIG_PATH } from "../../core/repository-config/config-schema.ts";
import type { ConfigError } from "../../core/repository-config/model.ts";
import type { RepositoryConfigRow } from "../../db/repository-configs.ts";
import type { LinkRecord } from "../../db/links.ts";
import { Link, toLink } from "./link.ts";
import { Nullable } from "./nullable.ts";
import { Time, toTimeOrNull } from "./time.ts";

const Commit = Nullable(Type.String({ description: "A commit's id." }));

export const RepositoryConfig = Type.Object(
  {
    path: Type.String({ examples: [CONFIG_PATH] }),
    state: Type.Enum(["unread", "absent", "applied", "wrong", "unreadable"], {
      description:
        "`unread`: not looked at yet. `wrong`: nothing of it was applied, and `errors` say why. `unreadable`: what stands at the path is no file.",
    }),
    blob: Nullable(Type.String({ description: "The file as it was seen last." })),
    head: Commit,
    author: Nullable(Type.String()),
    seenAt: Nullable(Time),
    errors: Type.Array(
      Type.Object({
        line: Type.Integer({ minimum: 1 }),
        column: Type.Integer({ minimum: 1 }),
        message: Type.String({ description: "What is wrong, and what to do about it." }),
      }),
    ),
    applied: Nullable(
      Type.Object(
        { blob: Nullable(Type.String()), head: Commit, at: Nullable(Time) },
        { description: "The file whose links are there; where a later one is wrong, they stay as they are." },
      ),
    ),
    check: Type.Object(
      {
        url: Nullable(Type.String()),
        head: Commit,
        code: Nullable(
          Type.Enum(["permission_missing", "refused"], { description: "Why the commit is not told." }),
        ),
      },
      { description: "The check run on the commit." },
    ),
    failed: Nullable(
      Type.Object(
        {
          code: Type.Enum(["github", "unexpected"], {
            description:
              "`github`: it did not give what was asked for. `unexpected`: this server failed; its log says why.",
          }),
          retryAt: Nullable(Time),
        },
        {
          description:
            "The last run came to no end: what is told here may be older than the file. With `retryAt` null it is tried with the next push, and by the hourly look.",
        },
      ),
    ),
    links: Type.Array(Link, { description: "The links that it declares." }),
  },
  { title: "RepositoryConfig" },
);

/** @param nextRun when the repository's run begins; null: none is due */
export function toRepositoryConfig(
  row: RepositoryConfigRow | null,
  nextRun: number | null,
  links: readonly LinkRecord[],
): Static<typeof RepositoryConfig> {
  const seen = row === null ? UNSEEN : seenIn(row, nextRun);
  return { path: CONFIG_PATH, ...seen, links: links.map(toLink) };
}

type Seen = Omit<Static<typeof RepositoryConfig>, "path" | "links">;

const UNSEEN: Seen = {
  state: "unread",
  blob: null,
  head: null,
  author: null,
  seenAt: null,
  errors: [],
  applied: null,
  check: { url: null, head: null, code: null },
  failed: null,
};

function seenIn(row: RepositoryConfigRow, nextRun: number | null): Seen {
  const { state, head, author } = row;
  return {
    state,
    blob: blobOrNull(row.seen),
    head,
    author,
    seenAt: toTimeOrNull(row.seenAt),
    // Written as such when the file was read.
    errors: JSON.parse(row.errors) as ConfigError[],
    applied: appliedIn(row),
    check: { url: row.checkUrl, head: row.checkHead, code: row.checkCode },
    failed: row.fault === null ? null : { code: row.fault, retryAt: toTimeOrNull(nextRun) },
  };
}

function appliedIn(row: RepositoryConfigRow): Seen["applied"] {
  if (row.appliedAt === null) return null;
  return { blob: blobOrNull(row.appliedSeen), head: row.appliedHead, at: toTimeOrNull(row.appliedAt) };
}

/** Else it is a word for what stands there. */
function blobOrNull(seen: string | null): string | null {
  return seen !== null && isObjectId(seen) ? seen : null;
}
