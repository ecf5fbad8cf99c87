/** Links: what is bound to what, how it stands, and what a person can say about it. */
import { Type, type Static } from "typebox";
import { LINK_CODES } from "../../core/sync/link-codes.ts";
import { LINK_ERROR_CODES, LINK_STATES, PENDING_REASONS } from "../../core/sync/model.ts";
import type { BindingWish, LinkPatch } from "../../db/link-binding.ts";
import type { LinkRecord } from "../../db/links.ts";
import { HttpProblem } from "../problems.ts";
import { Blob } from "./blob.ts";
import { BranchWish, checkedBranch } from "./branch.ts";
import { Keep } from "./keep.ts";
import { Nullable } from "./nullable.ts";
import { formatQuiet, parseQuiet, Quiet } from "./quiet.ts";
import { RepositoryReference } from "./repository.ts";
import { rowIdIn } from "./row-id.ts";
import { Time, toTime, toTimeOrNull } from "./time.ts";
import { writing } from "./writing.ts";

const Half = Type.String({ description: "A blob; `absent`; or `open` after a person's choice." });

export const Link = Type.Object(
  {
    id: Type.Integer(),
    kind: Type.Enum(["schema", "backup"]),
    document: Type.Union([
      Type.Object({ api: Type.String(), version: Type.String() }),
      Type.Object({ collection: Type.String() }),
    ]),
    repository: Type.String({ description: "`owner/name`." }),
    branch: Type.String(),
    followsDefault: Type.Boolean({ description: "The branch is whatever the default branch is." }),
    path: Type.String(),
    htmlUrl: Type.String({ description: "The file on its branch." }),
    mode: Type.Enum(["commit", "pull_request", "auto"]),
    quiet: Type.String({
      description: "The least rest between two commits, such as `30s`.",
      examples: ["0s"],
    }),
    paused: Type.Boolean(),
    owner: Type.Enum(["file", "dashboard"]),
    approvedAt: Nullable(
      Type.String({
        format: "date-time",
        description:
          "Since when its config file may bind it; null: a claim that waits, or one that never had to.",
      }),
    ),
    state: Type.Enum([...LINK_STATES]),
    code: Nullable(Type.Enum([...PENDING_REASONS, ...LINK_ERROR_CODES])),
    message: Nullable(Type.String({ description: "What happened, and what to do about it." })),
    since: Time,
    nextAttemptAt: Nullable(Time),
    agreed: Nullable(Type.Object({ store: Half, remote: Half })),
    store: Nullable(Blob),
    remote: Nullable(Blob),
    proposed: Nullable(
      Type.Object(
        { number: Type.Integer(), url: Type.String() },
        { description: "The pull request that holds, or held, the store's text." },
      ),
    ),
    renamedTo: Nullable(
      Type.String({
        description:
          "The file is gone, and its text, or a file of its name in other letters, stands at this one path: PATCH the link there to follow it, with what was agreed.",
      }),
    ),
    head: Nullable(Type.String({ description: "The commit at which the file was last seen or written." })),
    verifiedAt: Nullable(Time),
  },
  { title: "Link" },
);

/** As one is answered by itself. */
export const LinkWithRights = Type.Object({ ...Link.properties, ...writing }, { title: "LinkWithRights" });

export function toLink(row: LinkRecord): Static<typeof Link> {
  const { agreedStore, agreedRemote } = row;
  const { code, nextAttemptAt } = waitOf(row);
  const isAwaiting = row.state === "awaiting_approval";
  return {
    id: row.id,
    kind: row.kind,
    document: documentOf(row),
    repository: `${row.repositoryOwner}/${row.repositoryName}`,
    branch: row.branch,
    followsDefault: row.followsDefault === 1,
    path: row.path,
    htmlUrl: `${row.repositoryUrl}/blob/${encodePath(row.branch)}/${encodePath(row.path)}`,
    mode: row.mode,
    quiet: formatQuiet(row.quietMs),
    paused: row.isPaused === 1 && !isAwaiting,
    owner: row.owner,
    approvedAt: toTimeOrNull(row.approvedAt),
    state: row.state,
    code,
    message: row.message ?? (code === null ? null : LINK_CODES[code]),
    since: toTime(row.since),
    nextAttemptAt: toTimeOrNull(nextAttemptAt),
    agreed:
      agreedStore === null || agreedRemote === null ? null : { store: agreedStore, remote: agreedRemote },
    // Of what it only claims it tells nothing that its file does not say.
    store: isAwaiting ? null : row.store,
    remote: row.remote === "absent" ? null : row.remote,
    proposed:
      row.proposedNumber === null || row.proposedUrl === null
        ? null
        : { number: row.proposedNumber, url: row.proposedUrl },
    renamedTo: renameOf(row),
    head: row.laneHead,
    verifiedAt: toTimeOrNull(row.verifiedAt),
  };
}

/** A save behind another lane's block waits for the block's end: no lane of that installation, or host, starts before. */
function waitOf(row: LinkRecord): Pick<LinkRecord, "code" | "nextAttemptAt"> {
  const { code, nextAttemptAt, since, blockedUntil, blockedReason } = row;
  const isBlocked = code === "saving" && blockedUntil > Math.max(since, nextAttemptAt ?? 0);
  return isBlocked ? { code: blockedReason, nextAttemptAt: blockedUntil } : { code, nextAttemptAt };
}

/** Where the file went, while it is gone. */
export function renameOf({ remote, renamedTo }: LinkRecord): string | null {
  return remote === "absent" ? renamedTo : null;
}

function documentOf(row: LinkRecord): Static<typeof Link>["document"] {
  if (row.collectionUid !== null) return { collection: row.collectionUid };
  return { api: row.apiSlug ?? "", version: row.versionName ?? "" };
}

function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

const settings = {
  branch: BranchWish,
  directory: Type.String({ maxLength: 1024, description: 'From the repository\'s root; `""` is the root.' }),
  file: Type.String({ minLength: 1, maxLength: 1024, description: "May hold `/`." }),
  mode: Type.Enum(["commit", "pull_request", "auto"]),
  quiet: Quiet,
  keep: Keep,
};

export const LinkWish = Type.Object(
  {
    repository: RepositoryReference,
    branch: Type.Optional(settings.branch),
    directory: Type.Optional(settings.directory),
    file: Type.Optional(settings.file),
    mode: Type.Optional(settings.mode),
    quiet: Type.Optional(settings.quiet),
    keep: Type.Optional(settings.keep),
  },
  { title: "LinkWish", additionalProperties: false },
);

export const LinkChange = Type.Object(
  {
    repository: Type.Optional(RepositoryReference),
    branch: Type.Optional(settings.branch),
    directory: Type.Optional(settings.directory),
    file: Type.Optional(settings.file),
    mode: Type.Optional(settings.mode),
    quiet: Type.Optional(settings.quiet),
    keep: Type.Optional(settings.keep),
    paused: Type.Optional(Type.Boolean()),
  },
  {
    title: "LinkChange",
    description:
      "What is left out stays. A `file` without `/` stays in its directory; with `/`, and no `directory`, it counts from the root.",
    additionalProperties: false,
    minProperties: 1,
  },
);

/** @throws HttpProblem `invalid_request` for what no pattern says: a rest over a day, a branch that git cannot have */
export function toWish(body: Static<typeof LinkWish>): BindingWish {
  return {
    repository: body.repository,
    branch: checkedBranch(body.branch ?? null),
    directory: body.directory ?? null,
    file: body.file ?? null,
    mode: body.mode ?? "auto",
    quietMs: body.quiet === undefined ? 0 : parseQuiet(body.quiet),
    keep: body.keep ?? null,
  };
}

/** @throws HttpProblem `invalid_request` */
export function toPatch({ quiet, ...body }: Static<typeof LinkChange>): LinkPatch {
  return {
    ...body,
    ...(body.branch === undefined ? {} : { branch: checkedBranch(body.branch) }),
    ...(quiet === undefined ? {} : { quietMs: parseQuiet(quiet) }),
  };
}

/** Params of routes below `links/{link}`. */
export const LinkParams = Type.Object({ link: Type.String({ maxLength: 20 }) });

/** What is not a number names nothing. @throws HttpProblem `not_found` */
export function linkIdOf(param: string): number {
  const id = rowIdIn(param);
  if (id === null) throw new HttpProblem("not_found", "There is no link of this id.");
  return id;
}
