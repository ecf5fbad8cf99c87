/** What the store knows of a place on GitHub: where a link is, or a branch of a repository. */
import type { CommitId } from "../core/git/object-id.ts";
import type { RepositoryAddress } from "../core/sync/github-port.ts";
import type { PendingReason } from "../core/sync/model.ts";
import { BLOCK_COLUMNS } from "./blocks.ts";
import { ADDRESS_COLUMNS, addressOf } from "./repository-address.ts";
import type { WorkspacesTable } from "./schema.ts";
import type { Reader } from "./store.ts";

export interface PlaceFacts {
  readonly address: RepositoryAddress;
  readonly defaultBranch: string;
  readonly htmlUrl: string;
  readonly account: {
    readonly id: number;
    readonly login: string;
    readonly type: WorkspacesTable["accountType"];
  };
  /** The later block of its installation and host; in the past where nothing is held back. */
  readonly blockedUntil: number;
  readonly blockedReason: PendingReason | null;
}

/** @param repository row id */
export async function placeFacts(
  reader: Reader,
  workspaceId: number,
  repository: number,
): Promise<PlaceFacts | null> {
  const row = await reader
    .selectFrom("repositories")
    .innerJoin("installations", "installations.id", "repositories.installation")
    .innerJoin("hosts", "hosts.id", "repositories.hostId")
    .innerJoin("workspaces", "workspaces.id", "repositories.workspaceId")
    .select([
      ...ADDRESS_COLUMNS,
      "repositories.defaultBranch",
      "repositories.htmlUrl",
      "workspaces.accountId",
      "workspaces.accountLogin",
      "workspaces.accountType",
      ...BLOCK_COLUMNS,
    ])
    .where("repositories.workspaceId", "=", workspaceId)
    .where("repositories.id", "=", repository)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { defaultBranch, htmlUrl, blockedUntil, blockedReason } = row;
  return {
    address: addressOf(row),
    defaultBranch,
    htmlUrl,
    account: { id: row.accountId, login: row.accountLogin, type: row.accountType },
    blockedUntil,
    blockedReason,
  };
}

/** The newest commit by this server to the branch. @param repository row id */
export async function lastOwnCommit(
  reader: Reader,
  repository: number,
  branch: string,
): Promise<CommitId | null> {
  const row = await reader
    .selectFrom("links")
    .innerJoin("revisions", "revisions.document", "links.document")
    .select("revisions.commitId")
    .where("links.repository", "=", repository)
    .where("links.branch", "=", branch)
    .where("links.committedAt", "is not", null)
    .where("revisions.commitId", "is not", null)
    .where("revisions.origin", "!=", "github")
    .orderBy("revisions.id", "desc")
    .executeTakeFirst();
  return row?.commitId ?? null;
}
